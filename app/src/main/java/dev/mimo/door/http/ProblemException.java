package dev.mimo.door.http;

/// Carries one of HTTP's own problems to where it is answered; refusals travel as `RefusedException`.
final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
