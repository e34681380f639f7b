package dev.mimo.mcp.server;

/// What a server tells all its clients, as far as they asked for it. Returns at once; from any thread.
public interface ChangeAnnouncer {
    void toolsChanged();

    void promptsChanged();

    void resourcesChanged();

    /// To those who subscribed to this resource.
    void resourceUpdated(String uri);

    /// To those who subscribed to this resource, or to any below it: whose address goes on with a slash.
    void resourcesUpdated(String uri);

    /// Whether a client is there now that would be told of resources.
    boolean areResourcesHeard();

    /// Runs this, in place of any before, whenever that may have become true. It must return at once.
    void onResourcesHeard(Runnable told);
}
