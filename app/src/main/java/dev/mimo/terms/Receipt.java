package dev.mimo.terms;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to any write: what happened, to what, and how to take it back.
///
/// @param id the memory the receipt is about; absent for a write over many (`forgetWhere`) and its undo
/// @param version of the memory after the write; 0 when the write is about many
/// @param count how many memories the write touched
/// @param undo absent when nothing was written
/// @param sameAs the memory that was there already, with status `SAME`
/// @param similar near-duplicates found so far, best first; linked, never dropped
/// @param reason why the text was held, with status `HELD`
/// @param remedy what the caller can do about it, with status `HELD`
public record Receipt(Status status, @Nullable MemoryId id, Namespace namespace, int version, Instant recordedAt,
        int count, @Nullable UndoHandle undo, @Nullable MemoryId sameAs, List<Similar> similar,
        @Nullable String reason, @Nullable String remedy) {

    /// What a write did.
    public enum Status {
        STORED, SAME, HELD, UPDATED, DELETED, RESTORED
    }

    /// A memory whose text means nearly the same.
    ///
    /// @param score cosine of the two embeddings, 0..1
    public record Similar(MemoryId id, double score) {}

    public Receipt {
        similar = List.copyOf(similar);
    }

    /// Whether the write was about as many as `count` says.
    public boolean isOverMany() {
        return id == null && status != Status.HELD;
    }

    /// A write about one memory.
    public static Receipt of(Status status, MemoryId id, Namespace namespace, int version, Instant recordedAt,
            UndoHandle undo) {
        return new Receipt(status, id, namespace, version, recordedAt, 1, undo, null, List.of(), null, null);
    }

    /// A write about many memories at once.
    public static Receipt ofMany(Status status, Namespace namespace, int count, Instant recordedAt,
            UndoHandle undo) {
        return new Receipt(status, null, namespace, 0, recordedAt, count, undo, null, List.of(), null, null);
    }

    /// Nothing was written: the memory is there already.
    public static Receipt same(MemoryId existing, Namespace namespace, int version, Instant recordedAt) {
        return new Receipt(Status.SAME, existing, namespace, version, recordedAt, 0, null, existing, List.of(),
                null, null);
    }

    /// Nothing was written, for a reason that the caller can overrule.
    public static Receipt held(Namespace namespace, Instant at, String reason, String remedy) {
        return new Receipt(Status.HELD, null, namespace, 0, at, 0, null, null, List.of(), reason, remedy);
    }

    public Receipt withSimilar(List<Similar> found) {
        return new Receipt(status, id, namespace, version, recordedAt, count, undo, sameAs, found, reason, remedy);
    }
}
