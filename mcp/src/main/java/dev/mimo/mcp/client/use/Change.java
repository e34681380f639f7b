package dev.mimo.mcp.client.use;

import org.jspecify.annotations.Nullable;

/// What a server says has changed.
public sealed interface Change {
    record Tools() implements Change {}

    record Prompts() implements Change {}

    record Resources() implements Change {}

    /// @param uri of the resource, or of something inside the one that was subscribed to
    record Resource(String uri) implements Change {}

    /// A task went on, or ended.
    record Task(TaskState state) implements Change {}

    /// The user is done with the page that a server of the stateful era sent it to.
    record VisitDone(@Nullable String elicitationId) implements Change {}
}
