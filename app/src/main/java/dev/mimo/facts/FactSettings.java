package dev.mimo.facts;

/// Bounds on facts and on what is asked of them.
///
/// @param termCharsMax of a name, an IRI or a value
/// @param batchItemsMax facts in one call
/// @param rulesMax rules of a namespace
/// @param clausesMax clauses of one question
/// @param matchesMax matches that a question may find on its way, before it is refused
/// @param hopsMax of a walk through the graph
/// @param entitiesMax that a walk may visit
public record FactSettings(int termCharsMax, int batchItemsMax, int rulesMax, int clausesMax, int matchesMax,
        int hopsMax, int entitiesMax) {
    public static FactSettings defaults() {
        return new FactSettings(2_000, 10_000, 1_000, 16, 1_000_000, 1_000, 100_000);
    }

    /// Where another process knows the bounds and refuses what passes them.
    public static FactSettings unbounded() {
        int any = Integer.MAX_VALUE;
        return new FactSettings(any, any, any, any, any, any, any);
    }

    public FactSettings {
        if (termCharsMax < 1 || batchItemsMax < 1 || rulesMax < 0 || clausesMax < 1 || matchesMax < 1 || hopsMax < 1
                || entitiesMax < 1) {
            throw new IllegalArgumentException("limits on facts must be positive");
        }
    }
}
