package dev.mimo.door.http;

import dev.mimo.refusal.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads percent-encoded text strictly: UTF-8 or refused, no NUL, no parameter twice.
final class UriText {
    private static final int PARAMETERS_MAX = 64;

    private UriText() {}

    /// The decoded segments of a path; a slash that was encoded stays inside its segment. Several slashes at the
    /// beginning count as one: an address that ends with a slash was put before a path.
    static List<String> segments(String path) {
        int from = 0;
        while (path.startsWith("//", from)) {
            from++;
        }
        return PathTemplate.split(path.substring(from)).stream().map(segment -> decode(segment, "path", false))
                .toList();
    }

    /// The decoded parameters in the order given.
    static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        String[] pairs = query.split("&", PARAMETERS_MAX + 1);
        if (pairs.length > PARAMETERS_MAX) {
            throw Refusal.invalid("query", "has more than " + PARAMETERS_MAX + " parameters", "Send fewer.");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), "query", true);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), name, true);
            if (!pair.isEmpty() && parameters.put(name, value) != null) {
                throw Refusal.invalid(name, "is given twice in the query", "Give each parameter once.");
            }
        }
        return parameters;
    }

    private static String decode(String text, String field, boolean plusIsSpace) {
        boolean plain = text.chars().allMatch(c -> c != '%' && c != '+' && c > 0 && c < 128);
        if (plain) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                bytes.write(octet(raw, i + 1, field));
                i += 2;
            } else {
                bytes.write(raw[i] == '+' && plusIsSpace ? ' ' : raw[i]);
            }
        }
        return clean(bytes.toByteArray(), field);
    }

    private static int octet(byte[] raw, int at, String field) {
        int high = at + 1 < raw.length ? Character.digit(raw[at], 16) : -1;
        int low = at + 1 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
        if (high < 0 || low < 0) {
            throw Refusal.invalid(field, "has a percent sign without two hexadecimal digits",
                    "Write a percent sign itself as %25.");
        }
        return high << 4 | low;
    }

    private static String clean(byte[] bytes, String field) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') >= 0) {
                throw Refusal.invalid(field, "holds a NUL character", "Remove %00.");
            }
            return text;
        } catch (CharacterCodingException malformed) {
            throw Refusal.invalid(field, "is not valid UTF-8", "Encode the text as UTF-8, then as %XX.");
        }
    }
}
