package dev.mimo.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Text as a header's value. What a header cannot carry as it is travels in Base64, marked as such.
public final class HeaderEncoding {
    private static final String BEGIN = "=?base64?";
    private static final String END = "?=";

    private HeaderEncoding() {}

    public static String of(String text) {
        return isPlain(text)
                ? text
                : BEGIN + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + END;
    }

    private static boolean isPlain(String text) {
        return !isMarked(text) && text.equals(text.strip()) && text.chars().allMatch(c -> c >= 0x20 && c <= 0x7E);
    }

    private static boolean isMarked(String value) {
        return value.length() >= BEGIN.length() + END.length() && value.startsWith(BEGIN) && value.endsWith(END);
    }

    /// The text that a value stands for; absent when it is marked and not the Base64 of UTF-8 that it claims to be.
    public static @Nullable String read(String value) {
        if (!isMarked(value)) {
            return value;
        }
        String inner = value.substring(BEGIN.length(), value.length() - END.length());
        try {
            byte[] bytes = Base64.getDecoder().decode(inner);
            // Java forgives missing padding, which would give one value two encodings
            return Base64.getEncoder().encodeToString(bytes).equals(inner)
                    ? StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()
                    : null;
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return null;
        }
    }
}
