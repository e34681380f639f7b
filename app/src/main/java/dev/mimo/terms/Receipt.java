package dev.mimo.terms;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to any write: what happened, to what kind of thing, and how to take it back.
///
/// @param kind of thing that was written: `memory`
/// @param id of the one thing that the receipt is about; absent for a write over many and its undo
/// @param version of the thing after the write; 0 when the write is about many
/// @param count how many things the write touched
/// @param undo absent when nothing was written
/// @param supersedes ids of things that this one takes the place of
/// @param sameAs id of the thing that was there already, with status `SAME`
/// @param similar near-duplicates found so far, best first; linked, never dropped
/// @param closed ids of things that ceased to be true with this write
/// @param conflicts ids of things that say otherwise, and stand beside this one
/// @param reason why nothing was stored, where that is not plain: with status `HELD`, and with `SAME` when the text is
///     another
/// @param remedy what the caller can do about it
public record Receipt(Status status, String kind, @Nullable String id, Namespace namespace, int version,
        Instant recordedAt, int count, @Nullable UndoHandle undo, List<String> supersedes, @Nullable String sameAs,
        List<Similar> similar, List<String> closed, List<String> conflicts, @Nullable String reason,
        @Nullable String remedy) {

    /// What a write did.
    public enum Status {
        STORED, SAME, HELD, UPDATED, DELETED, RETRACTED, RESTORED
    }

    /// A thing that means nearly the same.
    ///
    /// @param score cosine of the two embeddings, 0..1; 0 where those are not compared yet, or less alike
    /// @param text the beginning of what it says; absent where that was not looked up
    public record Similar(String id, double score, @Nullable String text) {
        public Similar(String id, double score) {
            this(id, score, null);
        }
    }

    public Receipt {
        supersedes = List.copyOf(supersedes);
        similar = List.copyOf(similar);
        closed = List.copyOf(closed);
        conflicts = List.copyOf(conflicts);
    }

    /// Whether the write was about as many as `count` says.
    public boolean isOverMany() {
        return id == null && status != Status.HELD;
    }

    /// Of a write that touched nothing, or has yet to say what.
    public static Receipt of(Status status, String kind, Namespace namespace, Instant recordedAt) {
        return new Receipt(status, kind, null, namespace, 0, recordedAt, 0, null, List.of(), null, List.of(),
                List.of(), List.of(), null, null);
    }

    /// Nothing was written: the thing is there already.
    public static Receipt same(String kind, String existing, Namespace namespace, int version, Instant recordedAt) {
        return new Receipt(Status.SAME, kind, existing, namespace, version, recordedAt, 0, null, List.of(), existing,
                List.of(), List.of(), List.of(), null, null);
    }

    /// Nothing was written, for a reason that the caller can overrule.
    public static Receipt held(String kind, Namespace namespace, Instant at, String reason, String remedy) {
        return new Receipt(Status.HELD, kind, null, namespace, 0, at, 0, null, List.of(), null, List.of(), List.of(),
                List.of(), reason, remedy);
    }

    /// The write was about this one thing.
    ///
    /// @param reversedBy the handle that reverses it
    public Receipt about(String thing, int itsVersion, UndoHandle reversedBy) {
        return new Receipt(status, kind, thing, namespace, itsVersion, recordedAt, 1, reversedBy, supersedes, sameAs,
                similar, closed, conflicts, reason, remedy);
    }

    /// The write was about so many things at once.
    ///
    /// @param reversedBy the handle that reverses it
    public Receipt aboutMany(int things, UndoHandle reversedBy) {
        return new Receipt(status, kind, null, namespace, 0, recordedAt, things, reversedBy, supersedes, sameAs,
                similar, closed, conflicts, reason, remedy);
    }

    /// @param why as `reason`
    /// @param advice as `remedy`
    public Receipt because(String why, String advice) {
        return new Receipt(status, kind, id, namespace, version, recordedAt, count, undo, supersedes, sameAs, similar,
                closed, conflicts, why, advice);
    }

    public Receipt withSimilar(List<Similar> found) {
        return new Receipt(status, kind, id, namespace, version, recordedAt, count, undo, supersedes, sameAs, found,
                closed, conflicts, reason, remedy);
    }

    /// @param superseded as `supersedes`
    /// @param ended as `closed`
    /// @param opposed as `conflicts`
    public Receipt withEffects(List<String> superseded, List<String> ended, List<String> opposed) {
        return new Receipt(status, kind, id, namespace, version, recordedAt, count, undo, superseded, sameAs, similar,
                ended, opposed, reason, remedy);
    }
}
