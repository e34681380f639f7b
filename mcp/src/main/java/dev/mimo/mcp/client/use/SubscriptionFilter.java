package dev.mimo.mcp.client.use;

import java.util.Set;

/// What a client wants to be told of.
///
/// @param resources addresses of single ones
/// @param tasks ids
public record SubscriptionFilter(boolean toolList, boolean promptList, boolean resourceList, Set<String> resources,
        Set<String> tasks) {
    /// The three lists.
    public static final SubscriptionFilter LISTS = new SubscriptionFilter(true, true, true, Set.of(), Set.of());

    public SubscriptionFilter {
        resources = Set.copyOf(resources);
        tasks = Set.copyOf(tasks);
    }

    public static SubscriptionFilter inResource(String uri) {
        return new SubscriptionFilter(false, false, false, Set.of(uri), Set.of());
    }
}
