package dev.mimo.mcp;

/// The bounds that the protocol itself sets, and the one that it leaves open.
public final class McpLimits {
    /// Values in one answer to `completion/complete`.
    public static final int PROPOSALS_MAX = 100;
    /// Characters in the name of a tool.
    public static final int TOOL_NAME_CHARS_MAX = 128;
    /// Characters in the id of a request, which its answer repeats, and in the token of its progress; ours.
    public static final int ID_CHARS_MAX = 1_024;
    /// Characters in the address of a resource, or in the name of a task, that a client watches; ours.
    public static final int WATCHED_CHARS_MAX = 2_048;
    /// Messages in one batch of revision 2025-03-26; ours.
    public static final int BATCH_MAX = 100;

    private McpLimits() {}
}
