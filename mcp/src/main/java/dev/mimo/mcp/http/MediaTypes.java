package dev.mimo.mcp.http;

import dev.mimo.mcp.McpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a client sends and takes, by its headers.
final class MediaTypes {
    private MediaTypes() {}

    /// Whether the client takes JSON or events. One that says nothing takes JSON: it knows no better.
    static boolean acceptable(@Nullable String accept) {
        return acceptsJson(accept) || acceptsEvents(accept);
    }

    static boolean acceptsJson(@Nullable String accept) {
        return accept == null || accepts(accept, McpHeaders.JSON);
    }

    static boolean acceptsEvents(@Nullable String accept) {
        return accept != null && accepts(accept, McpHeaders.EVENT_STREAM);
    }

    /// Whether it is JSON in UTF-8: what names another charset would be read as something else than was meant.
    static boolean isJson(@Nullable String contentType) {
        if (contentType == null || !mediaType(contentType).equals(McpHeaders.JSON)) {
            return false;
        }
        String parameters = contentType.toLowerCase(Locale.ROOT).replace("\"", "").replace(" ", "");
        int charset = parameters.indexOf(";charset=");
        return charset < 0 || mediaType(parameters.substring(charset + ";charset=".length())).equals("utf-8");
    }

    /// Whether a body comes as it is: without a coding, or with the one that is none.
    static boolean isPlain(@Nullable String coding) {
        return coding == null || coding.strip().equalsIgnoreCase("identity");
    }

    private static boolean accepts(String accept, String type) {
        String family = type.substring(0, type.indexOf('/') + 1) + "*";
        for (String part : accept.split(",", -1)) {
            String media = mediaType(part);
            if (media.equals(type) || media.equals(family) || media.equals("*/*")) {
                return true;
            }
        }
        return false;
    }

    private static String mediaType(String value) {
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
