package dev.mimo.mcp.codec;

import dev.mimo.json.Json;
import dev.mimo.mcp.RpcException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Lists, a page at a time.
public final class CursorPages {
    private CursorPages() {}

    /// A page of a list that is all in memory.
    ///
    /// @param name of the member that holds the page
    public static <T> ObjectNode of(String name, List<T> all, ObjectNode params, int size,
            Function<T, ObjectNode> shape) {
        int from = offset(name, cursor(params), all.size());
        int to = Math.min(all.size(), from + size);
        ObjectNode result = Json.object();
        ArrayNode page = result.putArray(name);
        all.subList(from, to).forEach(each -> page.add(shape.apply(each)));
        if (to < all.size()) {
            result.put("nextCursor", encoded(name + ":" + to));
        }
        return result;
    }

    /// The cursor that the request carries; absent when it has none.
    public static @Nullable String cursor(ObjectNode params) {
        JsonNode cursor = params.get("cursor");
        if (cursor == null || cursor.isNull()) {
            return null;
        }
        if (!cursor.isString()) {
            throw RpcException.invalidParams("'cursor' must be a string.");
        }
        return cursor.stringValue();
    }

    private static int offset(String name, @Nullable String cursor, int size) {
        if (cursor == null) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int offset = text.startsWith(name + ":") ? Integer.parseInt(text.substring(name.length() + 1)) : -1;
            if (offset > 0 && offset <= size) {
                return offset;
            }
        } catch (IllegalArgumentException _) {
            // the same as any other text that no answer of ours held
        }
        throw RpcException.invalidParams("The cursor is not one that was given out; list again without it.");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
