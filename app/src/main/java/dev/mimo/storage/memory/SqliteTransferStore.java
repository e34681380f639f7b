package dev.mimo.storage.memory;

import dev.mimo.memory.Access;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.transfer.TransferStore;
import dev.mimo.memory.transfer.export.WholeMemory;
import dev.mimo.memory.transfer.export.WholeMemory.InForce;
import dev.mimo.memory.transfer.format.FoundMemory;
import dev.mimo.storage.Database;
import dev.mimo.storage.Storage;
import dev.mimo.storage.memory.MemoryPreparer.Prepared;
import dev.mimo.storage.memory.MemoryVersionTable.Known;
import dev.mimo.storage.memory.MemoryVersionTable.NewVersion;
import dev.mimo.storage.memory.MemoryVersionTable.Version;
import dev.mimo.storage.memory.UndoItemTable.Item;
import dev.mimo.storage.undo.UndoTable;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.UndoHandle;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Memories that leave the data file, and come into it.
final class SqliteTransferStore implements TransferStore {
    private final Storage storage;
    private final MemoryPreparer preparer;
    private final RecallCounts counts;
    private final Clock clock;

    SqliteTransferStore(Storage storage, MemoryPreparer preparer, RecallCounts counts, Clock clock) {
        this.storage = storage;
        this.preparer = preparer;
        this.counts = counts;
        this.clock = clock;
    }

    /// A found memory with what is computed from it before the write is queued.
    ///
    /// @param current of the version that is to be in force
    /// @param older by their numbers
    private record Offered(FoundMemory found, Prepared current, Map<Integer, Prepared> older) {
        long bytes() {
            return current.bytes() + older.values().stream().mapToLong(Prepared::bytes).sum();
        }
    }

    @Override
    public List<Namespace> namespaces(String after, int limit) {
        NamesInUse.Question question = new NamesInUse.Question(NamesInUse.Kind.NAMESPACES, "", after, limit);
        return storage.readers().read(database -> NameQueries.find(database, Namespace.DEFAULT, question)).names()
                .stream().map(Namespace::new).toList();
    }

    @Override
    public List<WholeMemory> page(Namespace namespace, @Nullable MemoryId after, int limit) {
        String from = after == null ? "" : after.value();
        return storage.readers().read(database -> MemoryQueries.whole(database, namespace, from, limit)).stream()
                .map(this::completed).toList();
    }

    private WholeMemory completed(WholeMemory memory) {
        return new WholeMemory(memory.namespace(), memory.id(), memory.key(), memory.current(), memory.older(),
                counts.completed(memory.namespace(), memory.id(), memory.access()));
    }

    @Override
    public Stored store(Namespace namespace, List<FoundMemory> piece, @Nullable UndoHandle undo) {
        List<Offered> offers = piece.stream().map(this::offered).toList();
        long bytes = offers.stream().mapToLong(Offered::bytes).sum();
        return storage.writer().write(bytes, database -> store(database, namespace, offers, undo));
    }

    @Override
    public List<Outcome> compare(Namespace namespace, List<FoundMemory> piece) {
        return storage.readers().read(database -> piece.stream()
                .map(found -> outcome(database, namespace, found, Prepared.hash(found.details().content()))).toList());
    }

    private Offered offered(FoundMemory found) {
        Map<Integer, Prepared> older = new HashMap<>();
        if (found instanceof FoundMemory.Exported(WholeMemory memory)) {
            memory.older().forEach(version -> older.put(version.number(), preparer.prepare(version.details())));
        }
        return new Offered(found, preparer.prepare(found.details()), older);
    }

    private Stored store(Database database, Namespace namespace, List<Offered> offers, @Nullable UndoHandle before) {
        NameQueries.addNamespace(database, namespace);
        long now = Micros.floor(clock.instant());
        UndoHandle undo = before;
        List<Outcome> outcomes = new ArrayList<>(offers.size());
        for (Offered offer : offers) {
            Outcome outcome = outcome(database, namespace, offer.found(), offer.current().hash());
            outcomes.add(outcome);
            if (outcome == Outcome.STORED) {
                if (undo == null) {
                    undo = UndoTable.add(database, namespace, MemoryId.KIND, now,
                            storage.settings().undoLifetime());
                }
                UndoItemTable.add(database, undo, added(database, namespace, offer, now));
            }
        }
        return new Stored(outcomes, undo);
    }

    private static Outcome outcome(Database database, Namespace namespace, FoundMemory found, byte[] hash) {
        MemoryId id = found.id();
        String key = found.key();
        Version there = id == null ? null : MemoryVersionTable.current(database, namespace, id);
        if (there == null && key != null) {
            there = MemoryVersionTable.currentWithKey(database, namespace, key);
        }
        if (there != null) {
            return MemoryVersionTable.hasSaid(database, namespace, there.id(), hash) ? Outcome.SAME : Outcome.TAKEN;
        }
        boolean isTurn = found.details().session() != null;
        return !isTurn && MemoryVersionTable.currentWithText(database, namespace, hash) != null
                ? Outcome.SAME
                : Outcome.STORED;
    }

    private static Item added(Database database, Namespace namespace, Offered offer, long now) {
        return switch (offer.found()) {
            case FoundMemory.Fresh fresh -> {
                MemoryId id = MemoryId.after(MemoryVersionTable.newest(database, namespace));
                long row = ChangeTable.take(database, 1);
                MemoryVersionTable.add(database, namespace,
                        new NewVersion(row, now, id, 1, fresh.key(), offer.current()));
                yield new Item(id, null, row);
            }
            case FoundMemory.Exported(WholeMemory memory) ->
                MemoryVersionTable.nextVersion(database, namespace, memory.id()) == 1
                        ? withHistory(database, namespace, offer, memory)
                        : asNextVersion(database, namespace, offer, memory, now);
        };
    }

    /// The versions that were deleted here stay what they were known as.
    private static Item asNextVersion(Database database, Namespace namespace, Offered offer, WholeMemory memory,
            long now) {
        int number = MemoryVersionTable.nextVersion(database, namespace, memory.id());
        long from = Math.max(now, MemoryVersionTable.lastKnown(database, namespace, memory.id()) + 1);
        long row = ChangeTable.take(database, 1);
        MemoryVersionTable.add(database, namespace,
                new NewVersion(row, from, memory.id(), number, memory.key(), offer.current()));
        return new Item(memory.id(), null, row);
    }

    private static Item withHistory(Database database, Namespace namespace, Offered offer, WholeMemory memory) {
        List<InForce> history = memory.history();
        long row = ChangeTable.take(database, history.size());
        Map<Integer, Long> origins = new HashMap<>();
        for (InForce one : history) {
            int number = one.version().number();
            origins.putIfAbsent(number, row);
            long origin = origins.getOrDefault(number, row);
            Instant to = one.stretch().to();
            Prepared prepared = offer.older().getOrDefault(number, offer.current());
            MemoryVersionTable.add(database, namespace,
                    new NewVersion(row, Micros.floor(one.stretch().from()), memory.id(), number, memory.key(),
                            prepared),
                    new Known(origin, Micros.floor(one.version().recordedAt()),
                            to == null ? Micros.OPEN : Micros.floor(to)));
            row++;
        }
        Access access = memory.access();
        if (!access.equals(Access.NONE)) {
            Instant last = access.lastAt();
            AccessTable.add(database, namespace, memory.id(), access.count(), last == null ? null : Micros.floor(last),
                    access.repeats());
        }
        return new Item(memory.id(), null, origins.get(memory.current().number()));
    }
}
