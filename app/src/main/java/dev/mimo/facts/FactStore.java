package dev.mimo.facts;

import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where facts rest. Every call is about one namespace and reaches no other's rows; a write is durable when the call
/// returns. Writes refuse with `TooBusy` when the queue stays full and `Unavailable` when the disk does.
public interface FactStore {
    /// Stores all or none, in the order given; one receipt each, `STORED`, `SAME` or `UPDATED`. What the objects of
    /// functional predicates replace is closed in the same write.
    List<Receipt> teach(Namespace namespace, List<NewFact> facts);

    /// Stores all or none, as a part of a write over many that has one undo handle.
    ///
    /// @param begun of the parts before; absent for the first
    TaughtPart teachPart(Namespace namespace, List<NewFact> facts, @Nullable UndoHandle begun);

    /// What a part of a write over many did.
    ///
    /// @param undo of the whole
    /// @param stored facts that are new, or surer or less sure now
    /// @param closed ids of facts that ended
    /// @param conflicts ids of facts that say otherwise
    record TaughtPart(UndoHandle undo, int stored, List<String> closed, List<String> conflicts) {}

    /// The fact as it is, or as it was known at a moment; a retracted one with the time of that.
    @Nullable
    Fact find(Namespace namespace, FactId id, @Nullable Instant knownAt);

    /// Makes the next version, or answers `SAME`; refuses with `NotFound`.
    Receipt update(Namespace namespace, FactId id, FactPatch patch);

    /// Refuses with `NotFound`, and with `Conflict` what is retracted already.
    Receipt retract(Namespace namespace, FactId id);

    /// Looks at the facts from a viewpoint, on a reader and within the limit for reads.
    <T extends @Nullable Object> T view(Namespace namespace, Viewpoint from, Function<FactView, T> look);

    /// Replaces the rules, all of them.
    Receipt putRules(Namespace namespace, List<FactRule> rules);

    /// What a functional predicate says twice at once.
    ///
    /// @param limit most to find
    List<FactConflict> conflicts(Namespace namespace, int limit);
}
