package dev.mimo.procedures.definition;

/// A text that cannot be read to a tree, so that nothing more can be said of it.
final class UnreadableSourceException extends RuntimeException {
    private final DefinitionProblem problem;

    UnreadableSourceException(String path, int line, String message) {
        // no stack trace: the fault is the text's
        super(message, null, false, false);
        problem = new DefinitionProblem(path, line, message);
    }

    DefinitionProblem problem() {
        return problem;
    }
}
