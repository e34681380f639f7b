package dev.mimo.procedures.expression;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// What an evaluation may use.
///
/// @param unitsMax steps and values that it may make, and eight characters of text each: the same everywhere, whatever
///     the machine
/// @param now when it counts as made
/// @param chance where it takes random numbers from
public record ExpressionBounds(long unitsMax, Instant now, RandomGenerator chance) {
    private static final long UNITS_MAX = 2_000_000;

    public ExpressionBounds {
        if (unitsMax < 1) {
            throw new IllegalArgumentException("an evaluation needs a unit");
        }
    }

    /// Two million units, which take about a second at worst.
    public static ExpressionBounds of(Instant now, RandomGenerator chance) {
        return new ExpressionBounds(UNITS_MAX, now, chance);
    }
}
