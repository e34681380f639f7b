package dev.mimo.mcp.server;

/// Who answers.
///
/// @param name for programs
/// @param title for people
/// @param instructions for models: how to work with this server, in a few lines
public record ServerIdentity(String name, String title, String version, String instructions) {}
