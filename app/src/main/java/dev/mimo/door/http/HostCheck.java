package dev.mimo.door.http;

import dev.mimo.refusal.Refusal;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keeps pages of foreign sites out, which a browser on this machine would otherwise let in: by a name that
/// their name server points at us (DNS rebinding, seen in `Host`), or by a plain cross-site request (`Origin`).
final class HostCheck {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> names;
    private final Set<HostAndPort> namesWithPort;
    private final boolean anyAddress;
    private final Set<WebOrigin> origins;

    HostCheck(HttpSettings settings, InetAddress listening) {
        anyAddress = listening.isAnyLocalAddress();
        Set<String> ours = new HashSet<>(LOOPBACK);
        String host = settings.host().toLowerCase(Locale.ROOT);
        ours.add(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host);
        List<HostAndPort> added = settings.hosts().stream().map(HostAndPort::require).toList();
        added.stream().filter(each -> each.port() == 0).forEach(each -> ours.add(each.host()));
        names = Set.copyOf(ours);
        namesWithPort = added.stream().filter(each -> each.port() != 0).collect(Collectors.toUnmodifiableSet());
        origins = settings.origins().stream().map(WebOrigin::require).collect(Collectors.toUnmodifiableSet());
    }

    /// Absent when the request may go on.
    ///
    /// @param hosts the values of every `Host` header
    /// @param sentOrigins the values of every `Origin` header
    @Nullable
    Refusal check(List<String> hosts, List<String> sentOrigins) {
        HostAndPort host = hosts.size() == 1 ? HostAndPort.parse(hosts.getFirst()) : null;
        if (host == null || !isOurs(host)) {
            return new Refusal.Denied("The Host header does not name this server.",
                    "Use the address that the server printed, or add the name to the setting http.hosts "
                            + "(MIMO_HTTP_HOSTS).");
        }
        if (sentOrigins.isEmpty()) {
            return null;
        }
        WebOrigin origin = sentOrigins.size() == 1 ? WebOrigin.parse(sentOrigins.getFirst()) : null;
        if (origin == null || !mayCall(origin, host)) {
            return new Refusal.Denied("Pages of this origin may not call this server.",
                    "If you trust it, add the page's origin to the setting http.origins (MIMO_HTTP_ORIGINS).");
        }
        return null;
    }

    private boolean isOurs(HostAndPort host) {
        return names.contains(host.host()) || namesWithPort.contains(host) || (anyAddress && host.isAddress());
    }

    /// Our own pages may, under any of our names but on our port: another port is another program's page.
    private boolean mayCall(WebOrigin origin, HostAndPort host) {
        if (origins.contains(origin)) {
            return true;
        }
        return origin.isWeb() && isOurs(origin.authority()) && origin.port() == host.portFor(origin.scheme());
    }
}
