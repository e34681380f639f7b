package dev.mimo.door.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a page in a browser came from, as the `Origin` header says it.
///
/// @param scheme in lower case: `http`, `https`, or that of an application's own pages
record Origin(String scheme, Authority authority) {

    /// Absent for `null` and whatever else has no scheme and host.
    static @Nullable Origin parse(String text) {
        int end = text.indexOf("://");
        if (end < 1) {
            return null;
        }
        String scheme = text.substring(0, end).toLowerCase(Locale.ROOT);
        Authority authority = Authority.parse(text.substring(end + 3));
        boolean named = scheme.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
                || c == '+' || c == '-' || c == '.');
        return named && authority != null ? new Origin(scheme, authority) : null;
    }

    boolean isWeb() {
        return scheme.equals("http") || scheme.equals("https");
    }

    int port() {
        return authority.portFor(scheme);
    }
}
