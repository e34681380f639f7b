package dev.mimo.json;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/// Where in a JSON text something is, as people write it: `memories[3].tags[0]`; empty for the whole.
final class FieldPath {
    private static final int CHARS_MAX = 200;

    private FieldPath() {}

    static String of(@Nullable TokenStreamContext innermost) {
        Deque<TokenStreamContext> outermostFirst = new ArrayDeque<>();
        for (TokenStreamContext at = innermost; at != null && !at.inRoot(); at = at.getParent()) {
            outermostFirst.addFirst(at);
        }
        StringBuilder path = new StringBuilder();
        for (TokenStreamContext at : outermostFirst) {
            append(at, path);
        }
        return path.length() <= CHARS_MAX ? path.toString() : path.substring(0, CHARS_MAX) + "…";
    }

    private static void append(TokenStreamContext at, StringBuilder path) {
        if (at.inArray()) {
            path.append('[').append(at.getCurrentIndex()).append(']');
            return;
        }
        String name = at.currentName();
        if (name != null) {
            path.append(path.isEmpty() ? "" : ".");
            name.chars().limit(CHARS_MAX).forEach(c -> append((char) c, path));
        }
    }

    /// What cannot be shown or encoded is spelled out: the path goes into an answer.
    private static void append(char c, StringBuilder path) {
        if (Character.isISOControl(c) || Character.isSurrogate(c)) {
            path.append(String.format("\\u%04x", (int) c));
        } else {
            path.append(c);
        }
    }
}
