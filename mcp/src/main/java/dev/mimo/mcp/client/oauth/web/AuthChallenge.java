package dev.mimo.mcp.client.oauth.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One challenge of a `WWW-Authenticate` header (RFC 9110, 11.6.1).
///
/// @param scheme in lower case
/// @param parameters by lower-case name, unescaped; of one given twice, the first. A `token68` is left out
record AuthChallenge(String scheme, Map<String, String> parameters) {
    private static final int HEADER_CHARS_MAX = 8_192;
    private static final int CHALLENGES_MAX = 32;
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]";
    /// A word, and what makes it a parameter: `=` and a value, of which a quoted one only begins here. Every other word
    /// is a scheme, whose `token68` reaches to the next comma. So the comma itself, which stands between parameters and
    /// between challenges, decides nothing.
    private static final Pattern ITEM = Pattern.compile("(?<word>" + TOKEN + "++)(?:"
            + "[ \t]*+(?<equals>=)[ \t]*+(?:(?<quote>\")|(?<value>" + TOKEN + "*+))"
            + "|[ \t]++[A-Za-z0-9._~+/-]++=*+[ \t]*+(?=,|$))?");

    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    boolean isFor(String wanted) {
        return scheme.equals(wanted);
    }

    /// All challenges of all the headers, in order. Never fails: what cannot be understood is skipped, and so is what
    /// goes beyond 8,192 characters a header or 32 challenges.
    static List<AuthChallenge> of(List<String> headers) {
        List<AuthChallenge> found = new ArrayList<>();
        headers.forEach(header -> read(header.substring(0, Math.min(header.length(), HEADER_CHARS_MAX)), found));
        return List.copyOf(found.subList(0, Math.min(found.size(), CHALLENGES_MAX)));
    }

    private static void read(String header, List<AuthChallenge> found) {
        // parameters before any scheme belong to nobody
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher item = ITEM.matcher(header);
        int at = 0;
        while (at <= header.length() && item.find(at)) {
            at = item.end();
            String word = part(header, item, "word").toLowerCase(Locale.ROOT);
            if (item.start("equals") < 0) {
                parameters = new LinkedHashMap<>();
                found.add(new AuthChallenge(word, parameters));
            } else if (item.start("quote") < 0) {
                parameters.putIfAbsent(word, part(header, item, "value"));
            } else {
                StringBuilder value = new StringBuilder();
                at = unquote(header, at, value);
                parameters.putIfAbsent(word, value.toString());
            }
        }
    }

    private static String part(String header, Matcher item, String group) {
        return header.substring(item.start(group), item.end(group));
    }

    /// @param from after the opening quote
    /// @return where the rest of the header begins
    private static int unquote(String header, int from, StringBuilder value) {
        int at = from;
        while (at < header.length() && header.charAt(at) != '"') {
            if (header.charAt(at) == '\\' && at + 1 < header.length()) {
                at++;
            }
            value.append(header.charAt(at++));
        }
        return at + 1;
    }
}
