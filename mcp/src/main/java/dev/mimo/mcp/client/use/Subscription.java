package dev.mimo.mcp.client.use;

/// A wish to be told of changes, until it is closed. It outlives broken connections.
public interface Subscription extends AutoCloseable {
    /// Whether changes are still told. Not so for ever when the server refuses.
    boolean isOpen();

    /// What the server said that it will tell, which may be less than was asked for.
    SubscriptionFilter honored();

    @Override
    void close();
}
