package dev.mimo.door.mcp;

import dev.mimo.mcp.http.McpHttpSettings;
import dev.mimo.memory.Trust;
import dev.mimo.terms.Namespace;

/// How agents come in.
///
/// @param namespace of a tool call that names none
/// @param trust of what a model stores without saying that it came from a tool or a document; `USER` where whoever set
///     the client up vouches that its user sees to what is stored
/// @param http limits of the sessions over HTTP
public record McpSettings(Namespace namespace, Trust trust, McpHttpSettings http) {
    public static McpSettings defaults() {
        return new McpSettings(Namespace.DEFAULT, Trust.MODEL, McpHttpSettings.defaults());
    }
}
