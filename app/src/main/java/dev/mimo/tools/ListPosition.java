package dev.mimo.tools;

import dev.mimo.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Where a page of the resources' list begins.
sealed interface ListPosition {
    /// At the memories.
    ///
    /// @param cursor of the memories' own list; empty at its beginning
    /// @param shown how many were given before
    record AtMemories(String cursor, int shown) implements ListPosition {}

    /// At the other namespaces.
    ///
    /// @param after the last that was given; empty at their beginning
    record AtNamespaces(String after) implements ListPosition {}

    /// @throws dev.mimo.refusal.RefusedException when the cursor is none of ours
    static ListPosition read(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (text.startsWith("n:")) {
                return new AtNamespaces(text.substring(2));
            }
            if (text.startsWith("m") && colon > 0) {
                return new AtMemories(text.substring(colon + 1),
                        Integer.parseUnsignedInt(text.substring(1, colon)));
            }
        } catch (IllegalArgumentException _) {
            // neither base 64 nor a number: refused below
        }
        throw Refusal.invalid("cursor", "is not one that a list of resources gave", "List again without it.");
    }

    /// The cursor that `read` reads.
    default String encoded() {
        String text = switch (this) {
            case AtMemories(String cursor, int shown) -> "m" + shown + ":" + cursor;
            case AtNamespaces(String after) -> "n:" + after;
        };
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
