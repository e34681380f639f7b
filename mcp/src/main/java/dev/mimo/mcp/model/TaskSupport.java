package dev.mimo.mcp.model;

/// Whether a tool's calls may go on as tasks behind their answer.
public enum TaskSupport {
    /// Every call ends with its answer.
    NEVER,
    /// A call may go on as a task where the client can hold one or asks for one, and otherwise lets it wait.
    OPTIONAL,
    /// A client that could hold a task and did not say so, or ask for one, is refused; those of revisions without
    /// tasks wait.
    REQUIRED
}
