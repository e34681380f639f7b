package dev.mimo.door.mcp;

import dev.mimo.mcp.http.McpHttpSettings;
import dev.mimo.terms.Namespace;

/// How agents come in.
///
/// @param namespace of a tool call that names none
/// @param http limits of the sessions over HTTP
public record McpSettings(Namespace namespace, McpHttpSettings http) {
    public static McpSettings defaults() {
        return new McpSettings(Namespace.DEFAULT, McpHttpSettings.defaults());
    }
}
