package dev.mimo.mcp.client.transport;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Addresses as they are compared, and as people may see them.
public final class ServerAddress {
    private ServerAddress() {}

    /// Scheme, host and port: in lower case, the port always there. Absent when it has no host.
    public static @Nullable String origin(URI address) {
        if (address.getScheme() == null || address.getHost() == null) {
            return null;
        }
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + ":"
                + (address.getPort() < 0 ? usual : address.getPort());
    }

    /// Whether what is meant for one may be sent to the other.
    public static boolean isSameOrigin(URI one, URI other) {
        String origin = origin(one);
        return origin != null && origin.equals(origin(other));
    }

    /// Without the query and the user, which might hold a secret.
    public static String shown(URI address) {
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        return address.getScheme() + "://" + address.getHost()
                + (address.getPort() < 0 ? "" : ":" + address.getPort()) + path;
    }
}
