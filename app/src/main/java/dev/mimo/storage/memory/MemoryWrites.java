package dev.mimo.storage.memory;

import dev.mimo.memory.Details;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Patch;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.Database;
import dev.mimo.storage.memory.MemoryVersionTable.NewVersion;
import dev.mimo.storage.memory.MemoryVersionTable.Version;
import dev.mimo.storage.memory.Preparation.Prepared;
import dev.mimo.storage.memory.UndoTable.Item;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.Receipt.Status;
import dev.mimo.terms.UndoHandle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The writes to memories, each within a transaction of the writer. A write moves memories from one origin to
/// another, or to none, and notes both under an undo handle.
final class MemoryWrites {
    private final Clock clock;
    private final Duration undoLifetime;
    private final Preparation preparation;

    MemoryWrites(Clock clock, Duration undoLifetime, Preparation preparation) {
        this.clock = clock;
        this.undoLifetime = undoLifetime;
        this.preparation = preparation;
    }

    /// A memory to store, prepared.
    record Offer(Prepared prepared, @Nullable String key) {}

    List<Receipt> add(Database database, Namespace namespace, List<Offer> offers) {
        NamespaceTable.add(database, namespace);
        long now = now();
        long row = ChangeTable.take(database, offers.size());
        List<Receipt> receipts = new ArrayList<>(offers.size());
        for (Offer offer : offers) {
            Version same = same(database, namespace, offer.key(), offer.prepared());
            receipts.add(same == null
                    ? store(database, namespace, row++, now, offer)
                    : Receipt.same(same.id(), namespace, same.version(), same.recordedAt()));
        }
        return receipts;
    }

    private static @Nullable Version same(Database database, Namespace namespace, @Nullable String key,
            Prepared prepared) {
        Version found = key == null ? null : MemoryVersionTable.currentWithKey(database, namespace, key);
        return found == null && prepared.details().session() == null
                ? MemoryVersionTable.currentWithText(database, namespace, prepared.hash())
                : found;
    }

    private Receipt store(Database database, Namespace namespace, long row, long now, Offer offer) {
        MemoryId id = MemoryId.create();
        MemoryVersionTable.add(database, namespace,
                new NewVersion(row, now, id, 1, offer.key(), offer.prepared()));
        UndoHandle handle = handle(database, namespace, now);
        UndoTable.addItem(database, handle, new Item(id, null, row));
        return Receipt.of(Status.STORED, id, namespace, 1, Micros.instant(now), handle);
    }

    /// @param likely the details that the patch is expected to give, prepared; made anew when the memory has
    ///     changed meanwhile
    Receipt update(Database database, Namespace namespace, MemoryId id, Patch patch, Prepared likely) {
        Version old = existing(database, namespace, id);
        Details details = patched(old, patch);
        if (details.equals(dated(old))) {
            return Receipt.same(id, namespace, old.version(), old.recordedAt());
        }
        Prepared prepared = details.equals(likely.details()) ? likely : preparation.prepare(details);
        refuseTaken(database, namespace, id, null, prepared);
        long now = Math.max(now(), old.knownFrom());
        long row = ChangeTable.take(database, 2);
        int number = MemoryVersionTable.nextVersion(database, namespace, id);
        MemoryVersionTable.retire(database, namespace, id, now, row + 1);
        MemoryVersionTable.add(database, namespace, new NewVersion(row, now, id, number, old.key(), prepared));
        UndoHandle handle = handle(database, namespace, now);
        UndoTable.addItem(database, handle, new Item(id, old.origin(), row));
        return Receipt.of(Status.UPDATED, id, namespace, number, Micros.instant(now), handle);
    }

    /// What the memory says after the patch. When it happened stays what it was, said or not: an edit is no new
    /// event.
    static Details patched(Version old, Patch patch) {
        return patch.applyTo(dated(old));
    }

    private static Details dated(Version old) {
        Details said = old.details();
        return new Details(said.content(), said.category(), said.importance(), said.tags(), said.metadata(),
                said.source(), said.session(), said.speaker(), said.trust(), old.occurredAt());
    }

    Receipt delete(Database database, Namespace namespace, MemoryId id) {
        Version old = existing(database, namespace, id);
        long now = Math.max(now(), old.knownFrom());
        MemoryVersionTable.retire(database, namespace, id, now, ChangeTable.take(database, 1));
        UndoHandle handle = handle(database, namespace, now);
        UndoTable.addItem(database, handle, new Item(id, old.origin(), null));
        return Receipt.of(Status.DELETED, id, namespace, old.version(), Micros.instant(now), handle);
    }

    Receipt deleteWhere(Database database, Namespace namespace, Filter filter) {
        if (MemoryQueries.count(database, namespace, filter) == 0) {
            return new Receipt(Status.DELETED, null, namespace, 0, Micros.instant(now()), 0, null, null, List.of(),
                    null, null);
        }
        UndoHandle handle = handle(database, namespace, now());
        int count = UndoTable.addItems(database, namespace, handle, filter);
        long now = Math.max(now(), MemoryVersionTable.latestStart(database, namespace, handle.value()));
        MemoryVersionTable.retireAll(database, namespace, handle.value(), now, ChangeTable.take(database, 1));
        return Receipt.ofMany(Status.DELETED, namespace, count, Micros.instant(now), handle);
    }

    /// Moves each memory of the handle back to the origin it had before, where it still has the one it had after.
    Receipt undo(Database database, Namespace namespace, UndoHandle handle) {
        long now = now();
        List<Item> items = usable(database, namespace, handle, now);
        long[] from = new long[1];
        items.forEach(item -> from[0] = Math.max(from[0], unchanged(database, namespace, item)));
        long moment = Math.max(now, from[0]);
        UndoTable.use(database, namespace, handle, moment);
        UndoHandle redo = handle(database, namespace, moment);
        int version = 0;
        for (Item item : items) {
            version = move(database, namespace, item, moment);
            UndoTable.addItem(database, redo, new Item(item.id(), item.after(), item.before()));
        }
        return items.size() == 1
                ? Receipt.of(Status.RESTORED, items.getFirst().id(), namespace, version, Micros.instant(moment), redo)
                : Receipt.ofMany(Status.RESTORED, namespace, items.size(), Micros.instant(moment), redo);
    }

    private static List<Item> usable(Database database, Namespace namespace, UndoHandle handle, long now) {
        UndoTable.Found found = UndoTable.find(database, namespace, handle);
        if (found == null || found.expiresAt() <= now) {
            throw Refusal.notFound("There is no such undo handle in the namespace '" + namespace + "'.",
                    "Use the handle of a receipt of this namespace, before it expires.");
        }
        if (found.usedAt() != null) {
            throw Refusal.conflict("The undo handle was used already.",
                    "To reverse the undo, use the handle of its own receipt.");
        }
        return UndoTable.items(database, namespace, handle);
    }

    /// @return when the version that is current came to be, 0 when there is none
    private static long unchanged(Database database, Namespace namespace, Item item) {
        Version current = MemoryVersionTable.current(database, namespace, item.id());
        Long origin = current == null ? null : current.origin();
        if (!Objects.equals(origin, item.after())) {
            throw Refusal.conflict("The memory " + item.id() + " has changed since that write.",
                    "Undo the later writes first, or change the memory itself.");
        }
        return current == null ? 0 : current.knownFrom();
    }

    /// @return the version's number that is restored, or was taken away
    private static int move(Database database, Namespace namespace, Item item, long moment) {
        long row = ChangeTable.take(database, 2);
        MemoryVersionTable.retire(database, namespace, item.id(), moment, row + 1);
        Long before = item.before();
        Long named = before == null ? item.after() : before;
        Version version = named == null ? null : MemoryVersionTable.latestOf(database, namespace, item.id(), named);
        if (version == null) {
            throw new IllegalStateException("an undo handle without versions: " + item);
        }
        if (before != null) {
            Prepared text = new Prepared(version.details(), Prepared.hash(version.details().content()), new byte[0]);
            refuseTaken(database, namespace, item.id(), version.key(), text);
            MemoryVersionTable.copy(database, namespace, row, moment, item.id(), before);
        }
        return version.version();
    }

    /// A text or key may be another memory's by now.
    private static void refuseTaken(Database database, Namespace namespace, MemoryId id, @Nullable String key,
            Prepared prepared) {
        Version other = same(database, namespace, key, prepared);
        if (other != null && !other.id().equals(id)) {
            throw Refusal.conflict("The memory " + other.id() + " has the same text or key.",
                    "Change or delete that memory first.");
        }
    }

    private static Version existing(Database database, Namespace namespace, MemoryId id) {
        Version version = MemoryVersionTable.current(database, namespace, id);
        if (version == null) {
            throw unknown(namespace, id);
        }
        return version;
    }

    static RefusedException unknown(Namespace namespace, MemoryId id) {
        return Refusal.notFound("There is no memory " + id + " in the namespace '" + namespace + "'.",
                "Look it up with a list or a recall in that namespace.");
    }

    private UndoHandle handle(Database database, Namespace namespace, long now) {
        UndoHandle handle = UndoHandle.create();
        UndoTable.add(database, namespace, handle, now, now + undoLifetime.toNanos() / 1_000);
        return handle;
    }

    private long now() {
        Instant now = clock.instant();
        return Micros.floor(now);
    }
}
