package dev.mimo.facts;

import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
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
