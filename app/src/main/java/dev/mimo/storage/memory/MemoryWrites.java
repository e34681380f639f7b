package dev.mimo.storage.memory;

import dev.mimo.memory.Details;
import dev.mimo.memory.Patch;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.Database;
import dev.mimo.storage.memory.MemoryPreparer.Prepared;
import dev.mimo.storage.memory.MemoryVersionTable.NewVersion;
import dev.mimo.storage.memory.MemoryVersionTable.Version;
import dev.mimo.storage.memory.UndoItemTable.Item;
import dev.mimo.storage.undo.MemoryDependents;
import dev.mimo.storage.undo.UndoTable;
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
import org.jspecify.annotations.Nullable;

/// The writes to memories, each within a transaction of the writer. A write moves memories from one origin to
/// another, or to none, and notes both under an undo handle; `MemoryReversal` moves them back.
final class MemoryWrites {
    private final Clock clock;
    private final Duration undoLifetime;
    private final MemoryPreparer preparation;
    private final MemoryDependents dependents;

    MemoryWrites(Clock clock, Duration undoLifetime, MemoryPreparer preparation, MemoryDependents dependents) {
        this.clock = clock;
        this.undoLifetime = undoLifetime;
        this.preparation = preparation;
        this.dependents = dependents;
    }

    /// A memory to store, prepared.
    record Offer(Prepared prepared, @Nullable String key) {}

    List<Receipt> add(Database database, Namespace namespace, List<Offer> offers) {
        NameQueries.addNamespace(database, namespace);
        long now = now();
        long row = ChangeTable.take(database, offers.size());
        MemoryId newest = MemoryVersionTable.newest(database, namespace);
        List<Receipt> receipts = new ArrayList<>(offers.size());
        for (Offer offer : offers) {
            Version same = same(database, namespace, offer.key(), offer.prepared());
            receipts.add(same == null
                    ? store(database, namespace, new NewVersion(row++, now, MemoryId.after(newest), 1, offer.key(),
                            offer.prepared()))
                    : same(namespace, same, offer));
        }
        return receipts;
    }

    /// Of a key that is used again for another text, whose writer must not think that it is kept.
    private static Receipt same(Namespace namespace, Version existing, Offer offer) {
        Receipt receipt = same(namespace, existing);
        boolean another = offer.key() != null && offer.key().equals(existing.key())
                && !existing.details().content().equals(offer.prepared().details().content());
        return another
                ? receipt.because("The key is that of memory " + existing.id() + ", which has another text; the new "
                        + "text was not stored.", "Change that memory, or store the text under another key.")
                : receipt;
    }

    private static @Nullable Version same(Database database, Namespace namespace, @Nullable String key,
            Prepared prepared) {
        Version found = key == null ? null : MemoryVersionTable.currentWithKey(database, namespace, key);
        return found == null && prepared.details().session() == null
                ? MemoryVersionTable.currentWithText(database, namespace, prepared.hash())
                : found;
    }

    private Receipt store(Database database, Namespace namespace, NewVersion version) {
        MemoryVersionTable.add(database, namespace, version);
        UndoHandle handle = handle(database, namespace, version.from());
        UndoItemTable.add(database, handle, new Item(version.id(), null, version.row()));
        return receipt(Status.STORED, namespace, version.from()).about(version.id().value(), 1, handle);
    }

    /// @param likely the details that the patch is expected to give, prepared; made anew when the memory has
    ///     changed meanwhile
    Receipt update(Database database, Namespace namespace, MemoryId id, Patch patch, Prepared likely) {
        Version old = existing(database, namespace, id);
        Details details = patched(old, patch);
        if (details.equals(dated(old))) {
            return same(namespace, old);
        }
        Prepared prepared = details.equals(likely.details()) ? likely : preparation.prepare(details);
        refuseTaken(database, namespace, id, null, prepared);
        long now = Math.max(now(), old.knownFrom() + 1);
        long row = ChangeTable.take(database, 2);
        int number = MemoryVersionTable.nextVersion(database, namespace, id);
        MemoryVersionTable.retire(database, namespace, id, now, row + 1);
        MemoryVersionTable.add(database, namespace, new NewVersion(row, now, id, number, old.key(), prepared));
        UndoHandle handle = handle(database, namespace, now);
        UndoItemTable.add(database, handle, new Item(id, old.origin(), row));
        return receipt(Status.UPDATED, namespace, now).about(id.value(), number, handle);
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
        long now = Math.max(now(), old.knownFrom() + 1);
        MemoryVersionTable.retire(database, namespace, id, now, ChangeTable.take(database, 1));
        UndoHandle handle = handle(database, namespace, now);
        UndoItemTable.add(database, handle, new Item(id, old.origin(), null));
        List<String> ended = dependents.end(database, namespace, List.of(id), handle, now);
        return receipt(Status.DELETED, namespace, now).about(id.value(), old.version(), handle)
                .withEffects(List.of(), ended, List.of());
    }

    /// A text or key may be another memory's by now.
    static void refuseTaken(Database database, Namespace namespace, MemoryId id, @Nullable String key,
            Prepared prepared) {
        Version other = same(database, namespace, key, prepared);
        if (other != null && !other.id().equals(id)) {
            throw taken(other.id());
        }
    }

    static RefusedException taken(MemoryId other) {
        return Refusal.conflict("The memory " + other + " has the same text or key.",
                "Change or delete that memory first.");
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
        return UndoTable.add(database, namespace, MemoryId.KIND, now, undoLifetime);
    }

    private static Receipt receipt(Status status, Namespace namespace, long now) {
        return Receipt.of(status, MemoryId.KIND, namespace, Micros.instant(now));
    }

    private static Receipt same(Namespace namespace, Version existing) {
        return Receipt.same(MemoryId.KIND, existing.id().value(), namespace, existing.version(),
                existing.recordedAt());
    }

    private long now() {
        Instant now = clock.instant();
        return Micros.floor(now);
    }
}
