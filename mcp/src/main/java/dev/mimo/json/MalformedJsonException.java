package dev.mimo.json;

/// A text that strict reading declines.
public final class MalformedJsonException extends RuntimeException {
    private final transient JsonFault fault;

    public MalformedJsonException(JsonFault fault) {
        // no stack trace: the text came from outside, and the fault is not in this program
        super("The " + (fault.path().isEmpty() ? "text" : "field '" + fault.path() + "'") + " " + fault.problem() + ".",
                null, false, false);
        this.fault = fault;
    }

    public JsonFault fault() {
        return fault;
    }
}
