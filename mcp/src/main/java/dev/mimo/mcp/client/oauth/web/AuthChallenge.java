package dev.mimo.mcp.client.oauth.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One challenge of a `WWW-Authenticate` header (RFC 9110, 11.6.1).
///
/// @param scheme in lower case
/// @param parameters by lower-case name, unescaped; of one given twice, the first. A `token68` is left out
record AuthChallenge(String scheme, Map<String, String> parameters) {
    private static final int HEADER_CHARS_MAX = 8_192;
    private static final int CHALLENGES_MAX = 32;

    public AuthChallenge {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    public @Nullable String parameter(String name) {
        return parameters.get(name);
    }

    /// All challenges of all the headers, in order. Never fails: what cannot be understood is skipped, and so is what
    /// goes beyond 8,192 characters a header or 32 challenges.
    public static List<AuthChallenge> of(List<String> headers) {
        List<AuthChallenge> found = new ArrayList<>();
        for (String header : headers) {
            new Reader(header.substring(0, Math.min(header.length(), HEADER_CHARS_MAX)), found).read();
        }
        return List.copyOf(found.subList(0, Math.min(found.size(), CHALLENGES_MAX)));
    }

    /// The comma means two things, next parameter or next challenge; what follows the word after it decides: `=` makes
    /// it a parameter.
    private static final class Reader {
        private final String text;
        private final List<AuthChallenge> found;
        private int at;
        private @Nullable String scheme;
        private Map<String, String> parameters = new LinkedHashMap<>();

        Reader(String text, List<AuthChallenge> found) {
            this.text = text;
            this.found = found;
        }

        void read() {
            while (at < text.length()) {
                String word = word();
                if (word.isEmpty()) {
                    at++;
                } else if (!parameter(word)) {
                    finish();
                    scheme = word.toLowerCase(Locale.ROOT);
                    skipToken68();
                }
            }
            finish();
        }

        private void finish() {
            if (scheme != null) {
                found.add(new AuthChallenge(scheme, parameters));
            }
            scheme = null;
            parameters = new LinkedHashMap<>();
        }

        private boolean parameter(String name) {
            int afterName = at;
            skipSpaces();
            if (!next('=')) {
                at = afterName;
                return false;
            }
            at++;
            skipSpaces();
            String value = next('"') ? quoted() : word();
            parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
            return true;
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            at++;
            while (at < text.length() && !next('"')) {
                if (next('\\') && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at++));
            }
            at++;
            return value.toString();
        }

        /// After a scheme: base64 that reaches to the next comma, which is neither a parameter nor a scheme.
        private void skipToken68() {
            int start = at;
            skipSpaces();
            int from = at;
            while (at < text.length() && isToken68(text.charAt(at))) {
                at++;
            }
            boolean some = at > from && from > start;
            while (some && next('=')) {
                at++;
            }
            skipSpaces();
            boolean alone = at == text.length() || next(',');
            if (!some || !alone) {
                at = start;
            }
        }

        private String word() {
            int from = at;
            while (at < text.length() && isTokenChar(text.charAt(at))) {
                at++;
            }
            return text.substring(from, at);
        }

        private void skipSpaces() {
            while (next(' ') || next('\t')) {
                at++;
            }
        }

        private boolean next(char c) {
            return at < text.length() && text.charAt(at) == c;
        }

        private static boolean isTokenChar(char c) {
            return isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }

        private static boolean isToken68(char c) {
            return isAlphanumeric(c) || "-._~+/".indexOf(c) >= 0;
        }

        private static boolean isAlphanumeric(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }
    }

    boolean isFor(String wanted) {
        return Objects.equals(scheme, wanted);
    }
}
