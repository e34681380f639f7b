package dev.mimo.door.http;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a page in a browser came from, as the `Origin` header says it.
///
/// @param scheme in lower case: `http`, `https`, or that of an application's own pages
record WebOrigin(String scheme, HostAndPort authority) {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,31}");

    /// Absent for `null` and whatever else has no scheme and host.
    static @Nullable WebOrigin parse(String text) {
        int end = text.indexOf("://");
        if (end < 1) {
            return null;
        }
        String scheme = text.substring(0, end).toLowerCase(Locale.ROOT);
        HostAndPort authority = HostAndPort.parse(text.substring(end + 3));
        boolean named = SCHEME.matcher(scheme).matches();
        return named && authority != null ? new WebOrigin(scheme, authority) : null;
    }

    /// @throws IllegalArgumentException when it is anything else
    static WebOrigin require(String text) {
        WebOrigin origin = parse(text);
        if (origin == null) {
            throw new IllegalArgumentException("not an origin of the form scheme://name[:port]: " + text);
        }
        return origin;
    }

    boolean isWeb() {
        return scheme.equals("http") || scheme.equals("https");
    }

    int port() {
        return authority.portFor(scheme);
    }
}
