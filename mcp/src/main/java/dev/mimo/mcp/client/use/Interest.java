package dev.mimo.mcp.client.use;

import java.util.Set;

/// What a client wants to be told of.
///
/// @param resources addresses of single ones
/// @param tasks ids
public record Interest(boolean toolList, boolean promptList, boolean resourceList, Set<String> resources,
        Set<String> tasks) {
    /// The three lists.
    public static final Interest LISTS = new Interest(true, true, true, Set.of(), Set.of());

    public Interest {
        resources = Set.copyOf(resources);
        tasks = Set.copyOf(tasks);
    }

    public static Interest inResource(String uri) {
        return new Interest(false, false, false, Set.of(uri), Set.of());
    }
}
