package dev.mimo.refusal;

import java.time.Duration;
import java.util.List;

/// Why a call is declined. The kinds are closed: adding one breaks the build at every wire's mapping.
///
/// Each has a `detail`, which says what is wrong, and a `remedy`, which says what to do; both are sentences for
/// people and agents, and neither ever holds a secret.
public sealed interface Refusal {
    /// An answer tells of no more fields: nobody reads them, and who sends nonsense gets no book of it back.
    int PROBLEMS_MAX = 100;
    /// Characters of what was sent that an answer repeats.
    int QUOTED_MAX = 300;

    String detail();

    String remedy();

    /// Malformed, of the wrong type, out of range, or unknown.
    ///
    /// @param problems the first hundred are kept
    record Invalid(String detail, String remedy, List<FieldProblem> problems) implements Refusal {
        public Invalid {
            problems = List.copyOf(problems.size() > PROBLEMS_MAX ? problems.subList(0, PROBLEMS_MAX) : problems);
        }
    }

    /// One field and what is wrong with it.
    ///
    /// @param field as it was sent, or the beginning of it
    record FieldProblem(String field, String problem) {
        public FieldProblem {
            field = quotable(field);
        }
    }

    /// The caller showed no key, or one that is not known.
    record Unauthenticated(String detail, String remedy) implements Refusal {}

    /// The caller is known, or is a page of a foreign origin, and may not do this.
    record Denied(String detail, String remedy) implements Refusal {}

    record NotFound(String detail, String remedy) implements Refusal {}

    /// Already used, changed meanwhile, or in use.
    record Conflict(String detail, String remedy) implements Refusal {}

    /// More than a limit.
    ///
    /// @param problems of the fields that are too large, where they are known
    record TooLarge(String detail, String remedy, List<FieldProblem> problems) implements Refusal {
        public TooLarge {
            problems = List.copyOf(problems);
        }
    }

    /// A media type that is not spoken here.
    record Unsupported(String detail, String remedy) implements Refusal {}

    /// A limit or a full queue; worth another try after the pause.
    record TooBusy(String detail, String remedy, Duration retryAfter) implements Refusal {}

    /// A part is down; worth another try after the pause.
    record Unavailable(String detail, String remedy, Duration retryAfter) implements Refusal {}

    record TimedOut(String detail, String remedy) implements Refusal {}

    /// A refusal about one field.
    static RefusedException invalid(String field, String problem, String remedy) {
        return new RefusedException(new Invalid("The field '" + quotable(field) + "' " + problem + ".", remedy,
                List.of(new FieldProblem(field, problem))));
    }

    /// What was sent, as an answer may quote it: its beginning, if it is long.
    static String quotable(String sent) {
        if (sent.length() <= QUOTED_MAX) {
            return sent;
        }
        int end = QUOTED_MAX - (Character.isHighSurrogate(sent.charAt(QUOTED_MAX - 1)) ? 1 : 0);
        return sent.substring(0, end) + "…";
    }

    static RefusedException notFound(String detail, String remedy) {
        return new RefusedException(new NotFound(detail, remedy));
    }

    static RefusedException conflict(String detail, String remedy) {
        return new RefusedException(new Conflict(detail, remedy));
    }

    /// A refusal of one field; `body` for the whole.
    static RefusedException tooLarge(String field, String problem, String remedy) {
        return new RefusedException(new TooLarge("The field '" + field + "' " + problem + ".", remedy,
                List.of(new FieldProblem(field, problem))));
    }
}
