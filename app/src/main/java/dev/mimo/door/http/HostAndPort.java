package dev.mimo.door.http;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A host and its port as a `Host` header or an origin writes them.
///
/// @param host in lower case; an IPv6 address in its brackets
/// @param port 1 to 65535, or 0 when none is written
record HostAndPort(String host, int port) {
    private static final Pattern FORM = Pattern.compile(
            "(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252}))(?::([0-9]{1,5}))?");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.|$)){4}");

    /// Absent when the text is anything but a host and perhaps a port.
    static @Nullable HostAndPort parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String digits = matcher.group(2);
        int port = digits == null ? 0 : Integer.parseInt(digits);
        if (digits != null && (port == 0 || port > 65_535)) {
            return null;
        }
        String host = Objects.requireNonNull(matcher.group(1), "the form always has a host");
        return new HostAndPort(host.toLowerCase(Locale.ROOT), port);
    }

    /// @throws IllegalArgumentException when it is anything else
    static HostAndPort require(String text) {
        HostAndPort authority = parse(text);
        if (authority == null) {
            throw new IllegalArgumentException("not a host name: " + text);
        }
        return authority;
    }

    /// Whether the host is an address and not a name: no one can make a name server point an address elsewhere.
    boolean isAddress() {
        return host.startsWith("[") || IPV4.matcher(host).matches();
    }

    /// The port, or the usual one of the scheme.
    int portFor(String scheme) {
        if (port != 0) {
            return port;
        }
        return scheme.equals("https") ? 443 : 80;
    }
}
