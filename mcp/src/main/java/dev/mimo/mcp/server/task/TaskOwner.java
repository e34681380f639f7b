package dev.mimo.mcp.server.task;

/// Who began a task, and alone can see it.
///
/// @param caller in the stateless era, in words that stay the same for the same key; empty in the stateful one
/// @param session in the stateful era; 0 in the stateless one
public record TaskOwner(String caller, long session) {
    public static TaskOwner caller(String caller) {
        return new TaskOwner(caller, 0);
    }

    public static TaskOwner session(long session) {
        return new TaskOwner("", session);
    }
}
