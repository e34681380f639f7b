package dev.mimo.memory;

import dev.mimo.refusal.Refusal;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Page;
import dev.mimo.terms.Receipt;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembering, correcting and forgetting. A write is durable when its receipt is returned; words find it at once,
/// meaning as soon as it is embedded in the background.
public final class Memories {
    /// How many memories a preview of a deletion shows.
    private static final int PREVIEW = 10;

    private final MemoryStore store;
    private final Indexing indexing;
    private final EchoGuard echoes;
    private final InstantSource clock;
    private final MeterRegistry meters;

    public Memories(MemoryStore store, Indexing indexing, EchoGuard echoes, InstantSource clock,
            MeterRegistry meters) {
        this.store = store;
        this.indexing = indexing;
        this.echoes = echoes;
        this.clock = clock;
        this.meters = meters;
    }

    /// Stores all or none; one receipt each, in the order given. What merely echoes a recent recall is held, the
    /// rest is stored.
    public List<Receipt> remember(Namespace namespace, List<NewMemory> offered) {
        EchoGuard.Recalled recalled = echoes.recalled(namespace);
        List<@Nullable Receipt> held = new ArrayList<>();
        List<NewMemory> accepted = new ArrayList<>();
        for (NewMemory memory : offered) {
            MemoryId source = mayEcho(memory) ? recalled.echoedBy(memory.details().content()) : null;
            held.add(source == null ? null : held(namespace, source));
            if (source == null) {
                accepted.add(memory);
            }
        }
        Iterator<Receipt> stored = accepted.isEmpty()
                ? List.<Receipt>of().iterator()
                : store.add(namespace, accepted).iterator();
        List<Receipt> receipts = new ArrayList<>(offered.size());
        for (Receipt refusal : held) {
            receipts.add(refusal == null ? stored.next() : refusal);
        }
        indexing.wake();
        receipts.forEach(this::counted);
        return receipts;
    }

    /// As `remember`, and waits until meaning finds what was stored.
    ///
    /// @param patience how long to wait for the vectors; the memories are stored in any case
    public Indexed rememberIndexed(Namespace namespace, List<NewMemory> offered, Duration patience) {
        try (IndexingWatch watch = indexing.watch()) {
            List<Receipt> receipts = remember(namespace, offered);
            List<MemoryId> stored = stored(receipts);
            boolean indexed = watch.await(namespace, stored, patience);
            Map<MemoryId, List<Receipt.Similar>> links = indexing.links(namespace, stored);
            return new Indexed(receipts.stream().map(receipt -> withLinks(receipt, links)).toList(), indexed);
        }
    }

    /// Makes what is offered the next version of a memory, with what it says beside the text.
    ///
    /// @param patience how long to wait for its vectors; zero waits for none
    public Indexed replace(Namespace namespace, MemoryId id, Patch patch, Duration patience) {
        try (IndexingWatch watch = indexing.watch()) {
            Receipt receipt = update(namespace, id, patch);
            boolean indexed = !patience.isZero() && watch.await(namespace, List.of(id), patience);
            return new Indexed(List.of(receipt), indexed);
        }
    }

    /// @param indexed whether every stored memory can be found by meaning now
    public record Indexed(List<Receipt> receipts, boolean indexed) {}

    /// The memory as it is, or was known at a moment; refuses with `NotFound`.
    public Memory get(Namespace namespace, MemoryId id, @Nullable Instant knownAt) {
        Memory found = store.find(namespace, id, knownAt);
        if (found == null) {
            throw knownAt == null ? unknown(namespace, id) : unknownAt(namespace, id, knownAt);
        }
        return found;
    }

    /// Those that exist of the memories, in the order asked.
    public List<Memory> findAll(Namespace namespace, List<MemoryId> ids) {
        return store.findAll(namespace, ids, null);
    }

    /// A page of its versions, oldest first; refuses with `NotFound`.
    public Page<Memory> versions(Namespace namespace, MemoryId id, @Nullable Cursor cursor) {
        Page<Memory> versions = store.versions(namespace, id, cursor);
        if (versions.items().isEmpty()) {
            throw unknown(namespace, id);
        }
        return versions;
    }

    /// Near-duplicates linked to the memory so far, best first.
    public List<Receipt.Similar> similar(Namespace namespace, MemoryId id) {
        return indexing.links(namespace, List.of(id)).getOrDefault(id, List.of());
    }

    public Page<Memory> list(Namespace namespace, Filter filter, int limit, @Nullable Cursor cursor) {
        return store.list(namespace, filter, limit, cursor);
    }

    /// What is in use, for whoever fills in a form. Namespaces are those of the whole store.
    public NamesInUse names(Namespace namespace, NamesInUse.Question question) {
        return store.names(namespace, question);
    }

    public Receipt update(Namespace namespace, MemoryId id, Patch patch) {
        Receipt receipt = store.update(namespace, id, patch);
        indexing.wake();
        return counted(receipt);
    }

    public Receipt delete(Namespace namespace, MemoryId id) {
        return counted(store.delete(namespace, id));
    }

    /// What `deleteWhere` would delete.
    public Preview preview(Namespace namespace, Filter filter) {
        requireFilter(filter);
        return new Preview(store.count(namespace, filter), store.list(namespace, filter, PREVIEW, null).items());
    }

    /// @param count of all memories the filter holds
    /// @param first the newest ten of them
    public record Preview(long count, List<Memory> first) {}

    public Receipt deleteWhere(Namespace namespace, Filter filter) {
        requireFilter(filter);
        return counted(store.deleteWhere(namespace, filter));
    }

    /// Something was undone: if memories, there may be some to embed again.
    public void undone(Receipt receipt) {
        indexing.wake();
        counted(receipt);
    }

    /// What people say in a conversation is kept whatever it repeats.
    private static boolean mayEcho(NewMemory memory) {
        return !memory.force() && (memory.details().session() == null || memory.details().trust() != Trust.USER);
    }

    private static List<MemoryId> stored(List<Receipt> receipts) {
        List<MemoryId> ids = new ArrayList<>();
        for (Receipt receipt : receipts) {
            String id = receipt.id();
            if (receipt.status() == Receipt.Status.STORED && id != null) {
                ids.add(new MemoryId(id));
            }
        }
        return ids;
    }

    private static Receipt withLinks(Receipt receipt, Map<MemoryId, List<Receipt.Similar>> links) {
        String id = receipt.id();
        return id == null || receipt.status() != Receipt.Status.STORED
                ? receipt
                : receipt.withSimilar(links.getOrDefault(new MemoryId(id), List.of()));
    }

    private Receipt held(Namespace namespace, MemoryId source) {
        return Receipt.held(MemoryId.KIND, namespace, Micros.instant(Micros.floor(clock.instant())),
                "This text repeats memory " + source + ", which was recalled a moment ago.",
                "Nothing to do if it is the same; send it with force: true to store it all the same.");
    }

    private Receipt counted(Receipt receipt) {
        meters.counter("mimo.memory.writes", "status", receipt.status().name().toLowerCase(Locale.ROOT)).increment();
        return receipt;
    }

    private static void requireFilter(Filter filter) {
        if (filter.isEmpty()) {
            throw Refusal.invalid("filter", "is empty, and deleting everything is not offered",
                    "Name at least one category, tag, session or time bound.");
        }
        if (filter.knownAt() != null) {
            throw Refusal.invalid("filter.known_at", "does not apply to a deletion",
                    "Leave it out: what is known now is deleted.");
        }
    }

    private RuntimeException unknownAt(Namespace namespace, MemoryId id, Instant moment) {
        List<Memory> versions = store.versions(namespace, id, null).items();
        if (versions.isEmpty()) {
            return unknown(namespace, id);
        }
        Instant first = versions.getFirst().recordedAt();
        return Refusal.notFound("The memory " + id + (moment.isBefore(first)
                ? " did not exist yet at " + moment + "; it was recorded at " + first + "."
                : " was deleted at " + moment + "."),
                "Ask for another moment; its versions say what was known when.");
    }

    private static RuntimeException unknown(Namespace namespace, MemoryId id) {
        return Refusal.notFound("There is no memory " + id + " in namespace " + namespace + ".",
                "Check the id and the namespace; deleted memories come back with their undo handle.");
    }
}
