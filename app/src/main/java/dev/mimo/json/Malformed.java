package dev.mimo.json;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/// What the library says of text that is no JSON, in our words.
final class Malformed {
    private Malformed() {}

    static RefusedException refusal(String path, JacksonException malformed) {
        return malformed instanceof StreamConstraintsException
                ? Refusal.invalid(path, "has a number or a name that is too long", "Shorten it.")
                : Refusal.invalid(path, "is not valid JSON" + at(malformed.getLocation()) + ": " + said(malformed),
                        "Correct the JSON.");
    }

    private static String at(TokenStreamLocation where) {
        return where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    }

    private static String said(JacksonException malformed) {
        String message = plain(malformed.getOriginalMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /// Without what the library says of itself.
    private static String plain(String message) {
        return message.replaceAll("(?s)\\s*\\(?(start marker )?at \\[Source.*", "")
                .replaceAll(": enable `[^`]*` to allow", "").strip();
    }
}
