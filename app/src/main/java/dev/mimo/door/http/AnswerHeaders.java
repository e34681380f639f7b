package dev.mimo.door.http;

import dev.mimo.json.Json;
import java.util.Collection;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;

/// The headers that answers carry whatever they say: for browsers, which obey them.
final class AnswerHeaders {
    private static final String REQUEST_HEADERS = "Authorization, Content-Type, Accept, Last-Event-ID, "
            + "Mcp-Session-Id, Mcp-Protocol-Version, Mcp-Method, Mcp-Name, X-Api-Key, X-Mimo-Namespace, X-Mimo-Memory";
    /// Those of a tool's own description, and those that the clients of language models send.
    private static final Pattern TOOL_HEADER =
            Pattern.compile("(?i)(mcp-param|x-stainless|openai|anthropic)-[A-Za-z0-9_.-]{1,64}");
    private static final int TOOL_HEADERS_MAX = 32;

    private AnswerHeaders() {}

    /// Nothing may be guessed, framed, cached or read by other sites. Pages replace the content policy.
    static void secure(HttpFields.Mutable headers, String requestId) {
        headers.put("X-Request-Id", requestId);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Origin");
    }

    static void allowOrigin(HttpFields.Mutable headers, String origin) {
        headers.put("Access-Control-Allow-Origin", origin);
        headers.put("Access-Control-Expose-Headers", "Location, Retry-After, X-Request-Id, Mcp-Session-Id");
        headers.put("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /// What goes with a problem.
    ///
    /// @return the body
    static byte[] describe(HttpFields.Mutable headers, ProblemDetails problem, Route.ErrorForm form) {
        byte[] content = Json.bytes(form.writer().write(problem));
        headers.put("Content-Type", form.mediaType());
        headers.put("Content-Length", content.length);
        Long pause = problem.retryAfterSeconds();
        if (pause != null) {
            headers.put("Retry-After", pause.toString());
        }
        if (problem.status() == 401) {
            headers.put("WWW-Authenticate", "Bearer realm=\"mimo\"");
        }
        return content;
    }

    /// The answer to `OPTIONS`; for a browser that asks before it sends, also what it may send.
    static void options(HttpFields asked, HttpFields.Mutable headers, Collection<String> methods) {
        String allowed = String.join(", ", methods);
        headers.put("Allow", allowed + ", OPTIONS");
        if (asked.contains("Access-Control-Request-Method") && headers.contains("Access-Control-Allow-Origin")) {
            headers.put("Access-Control-Allow-Methods", allowed);
            headers.put("Access-Control-Allow-Headers", REQUEST_HEADERS + toolHeaders(asked));
            headers.put("Access-Control-Max-Age", "600");
        }
    }

    /// The headers that a tool's own description asks for have no fixed names.
    private static String toolHeaders(HttpFields asked) {
        return asked.getCSV("Access-Control-Request-Headers", false).stream()
                .filter(name -> TOOL_HEADER.matcher(name).matches())
                .limit(TOOL_HEADERS_MAX).map(name -> ", " + name).collect(Collectors.joining());
    }

    /// A name for a request: unique enough to find it in a log, and no secret.
    static String newRequestId() {
        return "r_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
