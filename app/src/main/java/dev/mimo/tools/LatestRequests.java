package dev.mimo.tools;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What each caller last looked for among tools, and what was found. Safe for many threads.
final class LatestRequests {
    private static final int CALLERS_MAX = 256;

    // the caller that looked for something longest ago comes first; guarded by this
    private final Map<String, Found> byCaller = new LinkedHashMap<>();

    private record Found(String request, Set<String> tools) {}

    synchronized void found(String caller, String request, Set<String> tools) {
        byCaller.remove(caller);
        byCaller.put(caller, new Found(request, tools));
        if (byCaller.size() > CALLERS_MAX) {
            byCaller.remove(byCaller.keySet().iterator().next());
        }
    }

    /// The caller's last request, if it found the tool.
    synchronized @Nullable String forTool(String caller, String tool) {
        Found last = byCaller.get(caller);
        return last != null && last.tools().contains(tool) ? last.request() : null;
    }
}
