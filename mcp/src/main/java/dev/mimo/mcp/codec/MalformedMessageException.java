package dev.mimo.mcp.codec;

/// What another side sent lacks something, or is not what it should be. The message is a sentence for people.
public final class MalformedMessageException extends RuntimeException {
    public MalformedMessageException(String message) {
        // no stack trace: the fault is on the other side of a wire
        super(message, null, false, false);
    }
}
