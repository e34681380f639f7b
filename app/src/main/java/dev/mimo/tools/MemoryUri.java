package dev.mimo.tools;

import dev.mimo.call.CommonShapes;
import dev.mimo.terms.Namespace;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The address of a resource: one memory, or the newest memories of a namespace.
///
/// @param id absent for the namespace
public record MemoryUri(Namespace namespace, @Nullable String id) {
    static final String OF_NAMESPACE = "mimo://memory/{namespace}";
    static final String OF_MEMORY = "mimo://memory/{namespace}/{id}";
    private static final String PREFIX = "mimo://memory/";

    /// What the text addresses; absent when it is not such an address.
    static @Nullable MemoryUri read(String uri) {
        if (!uri.startsWith(PREFIX)) {
            return null;
        }
        String[] parts = uri.substring(PREFIX.length()).split("/", -1);
        String namespace = decoded(parts[0]);
        String id = parts.length == 2 ? decoded(parts[1]) : null;
        if (parts.length > 2 || namespace == null || !Namespace.isValid(namespace)
                || (parts.length == 2
                        && (id == null || id.isBlank() || id.codePointCount(0, id.length()) > CommonShapes.ID_MAX))) {
            return null;
        }
        return new MemoryUri(new Namespace(namespace), id);
    }

    /// As the templates write it, so that the same thing always has the same address.
    public String text() {
        String whole = PREFIX + encoded(namespace.value());
        return id == null ? whole : whole + "/" + encoded(id);
    }

    private static @Nullable String decoded(String part) {
        try {
            // in an address, unlike in a form, a plus is a plus
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// RFC 6570, simple expansion: all but unreserved characters are encoded.
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A")
                .replace("%7E", "~");
    }
}
