package dev.mimo.mcp.client.use;

/// Which era to speak with a server.
public enum EraChoice {
    /// The newest that the server turns out to speak.
    AUTO,
    /// Handshake and session, without asking for anything newer.
    STATEFUL,
    /// Each request by itself, without falling back to anything older.
    STATELESS
}
