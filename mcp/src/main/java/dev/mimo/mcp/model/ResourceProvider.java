package dev.mimo.mcp.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The resources that a server offers. Safe for many threads.
public interface ResourceProvider {
    /// A page of those that are listed.
    ///
    /// @param cursor of the page before; absent for the first
    /// @param limit most to give
    /// @throws dev.mimo.mcp.RpcException when the cursor is not one that was given out
    /// @throws InterruptedException when the call was cancelled
    Page list(@Nullable String cursor, int limit, CallContext context) throws InterruptedException;

    List<ResourceTemplate> templates();

    /// What the resource holds; empty when there is no such resource.
    ///
    /// @throws InterruptedException when the call was cancelled
    List<ResourceBody> read(String uri, CallContext context) throws InterruptedException;

    /// How long what was read may be kept by its reader.
    Duration fresh();

    /// Returns once all that changes from now on will be announced, or after a short while. Called before a client is
    /// answered that wants to be told of changes, or has listed what there is.
    ///
    /// @throws InterruptedException when the call was cancelled
    default void watch() throws InterruptedException {
        // most resources never change
    }

    /// @param next absent when this is the last
    record Page(List<ResourceDefinition> resources, @Nullable String next) {}
}
