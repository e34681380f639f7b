package dev.mimo.mcp.client.use;

import org.jspecify.annotations.Nullable;

/// What a server says has changed.
public sealed interface ServerChange {
    record Tools() implements ServerChange {}

    record Prompts() implements ServerChange {}

    record Resources() implements ServerChange {}

    /// @param uri of the resource, or of something inside the one that was subscribed to
    record Resource(String uri) implements ServerChange {}

    /// A task went on, or ended.
    record Task(TaskState state) implements ServerChange {}

    /// The user is done with the page that a server of the stateful era sent it to.
    record VisitDone(@Nullable String elicitationId) implements ServerChange {}
}
