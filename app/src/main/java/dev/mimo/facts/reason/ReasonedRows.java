package dev.mimo.facts.reason;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found, surest first; of equal confidence in the order in which they were found, stored ones before derived.
///
/// @param reached the limit because of which there may be more, or surer ones among them; null if this is all
public record ReasonedRows(List<ReasonedStatement> rows, @Nullable Limit reached) {
    public ReasonedRows {
        rows = List.copyOf(rows);
    }

    public boolean truncated() {
        return reached != null;
    }

    /// Which of [ReasonLimits].
    public enum Limit {
        STEPS, ROWS, DEPTH
    }
}
