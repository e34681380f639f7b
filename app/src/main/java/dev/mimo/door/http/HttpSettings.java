package dev.mimo.door.http;

import java.util.List;

/// Where the door is, and who may come in.
///
/// @param host the address to listen on; with one that other machines reach, at least one key is needed
/// @param port 0 to 65535; 0 takes any free one
/// @param keys any one of these opens the door; none means that whoever reaches it is let in
/// @param hosts names in the `Host` header that are ours besides those of the address, such as a proxy's
/// @param origins pages that may call from a browser besides our own, each as `https://name[:port]`
public record HttpSettings(String host, int port, List<ApiKey> keys, List<String> hosts, List<String> origins,
        HttpLimits limits) {
    public HttpSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        keys = List.copyOf(keys);
        hosts = List.copyOf(hosts);
        origins = List.copyOf(origins);
        hosts.forEach(HostAndPort::require);
        origins.forEach(WebOrigin::require);
    }

    /// 127.0.0.1:4000 without a key.
    public static HttpSettings defaults() {
        return new HttpSettings("127.0.0.1", 4000, List.of(), List.of(), List.of(), HttpLimits.defaults());
    }

    public HttpSettings withPort(int other) {
        return new HttpSettings(host, other, keys, hosts, origins, limits);
    }

    public HttpSettings withKeys(List<ApiKey> others) {
        return new HttpSettings(host, port, others, hosts, origins, limits);
    }
}
