package dev.mimo.mcp.schema;

/// A schema that nothing can be checked against: malformed, too large, in a dialect that is not spoken, or in need of
/// another document. The message says which, in a sentence without a full stop.
public final class UnusableSchemaException extends RuntimeException {
    UnusableSchemaException(String message) {
        // no stack trace: the fault is the schema's
        super(message, null, false, false);
    }
}
