package dev.mimo.memory.transfer.format;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import java.util.stream.Collectors;

/// Why something was skipped, from how it was refused.
public final class Reasons {
    private static final int PROBLEMS_MAX = 5;
    private static final String WHOLE = "body";

    private Reasons() {}

    /// Completes "it …".
    public static String of(RefusedException refused) {
        if (!(refused.refusal() instanceof Refusal.Invalid invalid) || invalid.problems().isEmpty()) {
            return "cannot be read: " + refused.refusal().detail();
        }
        return invalid.problems().stream().limit(PROBLEMS_MAX).map(Reasons::of).collect(Collectors.joining("; "));
    }

    private static String of(FieldProblem problem) {
        return problem.field().equals(WHOLE) ? problem.problem() : "'" + problem.field() + "' " + problem.problem();
    }
}
