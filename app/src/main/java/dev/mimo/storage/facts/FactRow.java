package dev.mimo.storage.facts;

import dev.mimo.facts.FactId;
import dev.mimo.facts.TimeSpan;
import dev.mimo.terms.Micros;
import org.jspecify.annotations.Nullable;

/// A row of the facts, in numbers.
///
/// @param row its own number
/// @param origin the row that was written first of those that say the same
/// @param source its number; 0 for none
/// @param fromOffset in minutes east, of the beginning of its time; absent where nobody said
/// @param toOffset the same of its end
record FactRow(long row, FactId id, int version, long origin, Statement statement, TimeSpan valid, double confidence,
        long source, Known known, @Nullable Integer fromOffset, @Nullable Integer toOffset) {
    /// What it says, in numbers of terms.
    record Statement(int subject, int predicate, int object) {}

    /// When it was known, in microseconds since the epoch.
    ///
    /// @param recordedAt when it was learned; an undo makes that earlier than `from`
    record Known(long from, long to, long recordedAt) {
        boolean isNow() {
            return to == Micros.OPEN;
        }
    }

    /// The next version of it, in a row of its own.
    FactRow next(long newRow, TimeSpan newValid, long now) {
        return new FactRow(newRow, id, version + 1, newRow, statement, newValid, confidence, source,
                new Known(now, Micros.OPEN, now), fromOffset, toOffset);
    }
}
