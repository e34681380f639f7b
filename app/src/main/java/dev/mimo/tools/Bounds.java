package dev.mimo.tools;

import dev.mimo.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Keeps answers within what a model can take in: about 4,000 tokens, at four characters each. What is cut away can
/// always be had by another call, and the answer says which.
final class Bounds {
    static final int CHARS_MAX = 16_000;
    /// Below this a cut memory tells too little to be worth its place.
    private static final int PIECE_MIN = 500;
    private static final List<String> KEPT = List.of("id", "content", "score", "category", "importance", "tags",
            "source", "session", "speaker", "trust", "version", "occurred_at", "recorded_at", "why");

    private Bounds() {}

    /// As many of the memories as fit, the rest by id under `more`.
    ///
    /// @return whether anything was cut
    static boolean fit(ObjectNode answer, JsonNode memories) {
        ArrayNode shown = answer.putArray("memories");
        ArrayNode more = JsonNodeFactory.instance.arrayNode();
        boolean cut = false;
        int left = CHARS_MAX;
        for (JsonNode memory : memories) {
            ObjectNode small = compact(memory);
            int size = Json.text(small).length();
            if (size <= left && more.isEmpty()) {
                shown.add(small);
                left -= size;
            } else if (more.isEmpty() && (shown.isEmpty() || left > 4 * PIECE_MIN)) {
                shown.add(piece(small, 0, left - (size - contentLength(small))));
                left = 0;
                cut = true;
            } else {
                more.add(small.path("id").asString(""));
                cut = true;
            }
        }
        if (!more.isEmpty()) {
            answer.set("more", more);
        }
        return cut;
    }

    /// The memory with its content from the offset on, as long as fits, and `next_offset` if more follows.
    ///
    /// @param offset in characters
    static ObjectNode page(JsonNode memory, int offset) {
        ObjectNode small = compact(memory);
        int around = Json.text(small).length() - contentLength(small);
        return piece(small, offset, CHARS_MAX - around);
    }

    private static ObjectNode piece(ObjectNode memory, int offset, int charsMax) {
        String content = memory.path("content").asString("");
        int from = boundary(content, Math.min(offset, content.length()));
        int length = Math.max(PIECE_MIN, charsMax);
        int to = Math.min(content.length(), from + length);
        // escapes make JSON longer than its text
        while (to < content.length() || to > from + PIECE_MIN) {
            int written = Json.text(JsonNodeFactory.instance.stringNode(content.substring(from, to)))
                    .length();
            if (written <= length || to - from <= PIECE_MIN) {
                break;
            }
            to = from + Math.max(PIECE_MIN, (int) ((long) (to - from) * length / written) - 1);
        }
        to = boundary(content, to);
        memory.put("content", content.substring(from, to));
        if (to < content.length()) {
            memory.put("next_offset", to);
        }
        return memory;
    }

    /// Never between the halves of a surrogate pair.
    private static int boundary(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private static int contentLength(ObjectNode memory) {
        return Json.text(memory.path("content")).length();
    }

    private static ObjectNode compact(JsonNode memory) {
        ObjectNode small = JsonNodeFactory.instance.objectNode();
        for (String name : KEPT) {
            JsonNode value = memory.get(name);
            if (value != null && !value.isNull() && !(value.isArray() && value.isEmpty())) {
                small.set(name, value);
            }
        }
        return small;
    }
}
