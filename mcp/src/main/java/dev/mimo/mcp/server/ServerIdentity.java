package dev.mimo.mcp.server;

import dev.mimo.mcp.model.Implementation;

/// Who answers.
///
/// @param instructions for models: how to work with this server, in a few lines
public record ServerIdentity(Implementation self, String instructions) {
    /// @param name for programs
    /// @param title for people
    public ServerIdentity(String name, String title, String version, String instructions) {
        this(Implementation.of(name, version).titled(title), instructions);
    }
}
