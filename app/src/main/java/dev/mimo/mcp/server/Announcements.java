package dev.mimo.mcp.server;

/// What a server tells all its clients, as far as they asked for it. Returns at once; from any thread.
public interface Announcements {
    void toolsChanged();

    void promptsChanged();

    void resourcesChanged();

    /// To those who subscribed to this resource.
    void resourceUpdated(String uri);
}
