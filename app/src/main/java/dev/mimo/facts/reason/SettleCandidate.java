package dev.mimo.facts.reason;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A statement that has been derived for a goal, or read for it, and waits until it is its turn.
///
/// @param rule null for a stored fact
/// @param first the premise's number in the [DerivationTable], or [DerivationTable#NONE]
/// @param second of a join only
/// @param fact of a stored fact only
/// @param height of its proof: 0 for a stored fact
/// @param serial in which order they came
record SettleCandidate(GoalTable goal, int subject, int object, @Nullable HornRule rule, int first, int second,
        long fact,
        double confidence, int height, long serial) {
    /// The surest first, which makes the first that is settled the best; then what has the lower proof.
    static final Comparator<SettleCandidate> BEST_FIRST = (one, other) -> {
        int bySureness = Double.compare(other.confidence, one.confidence);
        if (bySureness != 0) {
            return bySureness;
        }
        int byHeight = Integer.compare(one.height, other.height);
        return byHeight != 0 ? byHeight : Long.compare(one.serial, other.serial);
    };

    int predicate() {
        return goal.predicate();
    }
}
