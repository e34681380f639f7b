package dev.mimo.mcp.client.oauth.web;

import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.transport.ServerAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a server may send this client. A stranger names the addresses of metadata and endpoints; without a fence it
/// could make this machine call its own network. So: `https`, or `http` on loopback; and nothing private, unless the
/// server itself is on loopback or it is the server's own address, which the user has configured.
///
/// The check resolves the name and the connection does so again shortly after; the JDK's cache of names makes both see
/// the same addresses.
public final class SsrfPolicy {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean privateAllowed;

    private final @Nullable String server;

    private SsrfPolicy(boolean privateAllowed, @Nullable String server) {
        this.privateAllowed = privateAllowed;
        this.server = server;
    }

    /// @param privateAllowed also when the server is not on loopback, for a company's own network
    public static SsrfPolicy around(URI server, boolean privateAllowed) {
        return new SsrfPolicy(privateAllowed || isLoopback(server), ServerAddress.origin(server));
    }

    /// For addresses that the user configured.
    public static SsrfPolicy open() {
        return new SsrfPolicy(true, null);
    }

    /// @return the address, read
    /// @throws AuthorizationException `ADDRESS_FORBIDDEN`, or `UNREACHABLE` when the name means nothing
    public URI check(String address) {
        try {
            return check(URI.create(address));
        } catch (IllegalArgumentException _) {
            throw forbidden("an address that is none");
        }
    }

    public URI check(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (address.getHost() == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw forbidden("an address without a host, or with more than an address has");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && isLoopback(address))) {
            throw forbidden(ServerAddress.shown(address) + ", which is neither https nor on this machine");
        }
        if (!privateAllowed && !Objects.equals(ServerAddress.origin(address), server)) {
            checkPublic(address);
        }
        return address;
    }

    private static void checkPublic(URI address) {
        try {
            for (InetAddress resolved : InetAddress.getAllByName(address.getHost())) {
                if (!isPublic(resolved)) {
                    throw forbidden(ServerAddress.shown(address) + ", which is on a private network");
                }
            }
        } catch (UnknownHostException _) {
            throw new AuthorizationException(Problem.UNREACHABLE,
                    "There is no host of the name in " + ServerAddress.shown(address)
                            + ".");
        }
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean special = address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress();
        if (address instanceof Inet6Address) {
            // unique local fc00::/7; 64:ff9b::/96, 2002::/16 and 2001::/32 carry an IPv4 address inside
            return !special && (first & 0xfe) != 0xfc && !(first == 0 && second == 0x64)
                    && !(first == 0x20 && second == 0x02) && !(first == 0x20 && second == 1 && bytes[2] == 0);
        }
        boolean carrierNat = first == 100 && (second & 0xc0) == 64;
        boolean reserved = first == 0 || first >= 240 || (first == 198 && (second & 0xfe) == 18)
                || (first == 192 && second == 0 && bytes[2] == 0);
        return !special && !carrierNat && !reserved;
    }

    /// Whether the host is this machine by its very name, without asking anybody.
    public static boolean isLoopback(URI address) {
        return address.getHost() != null && LOOPBACK_NAMES.contains(address.getHost().toLowerCase(Locale.ROOT));
    }

    private static AuthorizationException forbidden(String what) {
        return new AuthorizationException(Problem.ADDRESS_FORBIDDEN,
                "The server wants this client to go to " + what + ".");
    }
}
