package dev.mimo.mcp.codec;

import dev.mimo.mcp.Revision;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// How long a client may keep a result, which only the stateless era can say.
public enum CacheHint {
    /// The same for everyone.
    PUBLIC,
    /// For this caller only.
    PRIVATE;

    /// Adds the hints; a result that asks its client back is never kept.
    public ObjectNode hint(ObjectNode result, Revision revision, Duration fresh) {
        if (revision.isStateless() && !result.has("resultType")) {
            result.put("ttlMs", fresh.toMillis()).put("cacheScope", name().toLowerCase(Locale.ROOT));
        }
        return result;
    }
}
