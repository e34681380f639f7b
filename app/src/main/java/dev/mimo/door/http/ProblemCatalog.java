package dev.mimo.door.http;

import dev.mimo.refusal.Refusal;
import java.time.Duration;
import java.util.Collection;

/// Every error this door answers with: a refusal's through one exhaustive switch, HTTP's own beside it.
public final class ProblemCatalog {
    private ProblemCatalog() {}

    public static ProblemDetails of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid it -> problem("invalid", "Invalid request", 400, it).withErrors(it.problems());
            case Refusal.Unauthenticated it -> problem("unauthenticated", "Key needed", 401, it);
            case Refusal.Denied it -> problem("denied", "Not allowed", 403, it);
            case Refusal.NotFound it -> problem("not-found", "Not found", 404, it);
            case Refusal.Conflict it -> problem("conflict", "Conflict", 409, it);
            case Refusal.TooLarge it -> problem("too-large", "Too large", 413, it).withErrors(it.problems());
            case Refusal.Unsupported it -> problem("unsupported", "Unsupported media type", 415, it);
            case Refusal.TooBusy it -> problem("too-busy", "Too busy", 429, it).withRetryAfter(it.retryAfter());
            case Refusal.Unavailable it ->
                problem("unavailable", "Unavailable", 503, it).withRetryAfter(it.retryAfter());
            case Refusal.TimedOut it -> problem("timed-out", "Timed out", 504, it);
        };
    }

    static ProblemDetails noRoute() {
        return ProblemDetails.of("not-found", "Not found", 404, "There is nothing at this path.",
                "See the paths there are at /docs, or for programs at /openapi.json.");
    }

    static ProblemDetails wrongMethod(String method, Collection<String> allowed) {
        return ProblemDetails.of("wrong-method", "Method not allowed", 405,
                "This path does not take the method " + Refusal.quotable(method) + ".",
                "Use " + String.join(" or ", allowed) + ".");
    }

    static ProblemDetails slowBody() {
        return ProblemDetails.of("slow-request", "Request too slow", 408, "The request's body did not arrive in time.",
                "Send it again over a faster connection, or in smaller parts.");
    }

    static ProblemDetails noAnswerInTime() {
        return ProblemDetails.of("timed-out", "Timed out", 504,
                "No answer was ready in time; what was asked for may still happen.",
                "Look whether it did before you ask again.");
    }

    static ProblemDetails bug(String id) {
        return ProblemDetails.of("bug", "Internal error", 500, "Something went wrong inside Mimo.",
                "Report it with the id, which is also in the server's log.").withId(id);
    }

    /// What the server beneath refused before it was a request.
    static ProblemDetails wire(int status) {
        return switch (status) {
            case 408 -> slowBody();
            case 413 -> ProblemDetails.of("too-large", "Too large", 413, "The request's body is too large.",
                    "Send less at a time.");
            case 414 -> ProblemDetails.of("too-large", "Too large", 414, "The request's address is too long.",
                    "Send long values in the body.");
            case 431 -> ProblemDetails.of("too-large", "Too large", 431, "The request's headers are too long.",
                    "Send fewer or shorter headers.");
            case 501 -> ProblemDetails.of("unsupported", "Not implemented", 501,
                    "The request uses a part of HTTP that this server does not know.",
                    "Send the body as it is, with a Content-Length or in chunks.");
            case 505 -> ProblemDetails.of("unsupported", "HTTP version not supported", 505,
                    "The request is in a version of HTTP that this server does not speak.", "Use HTTP/1.1.");
            case 503 -> ProblemDetails.of("unavailable", "Unavailable", 503, "The server is stopping.",
                    "Try again when it is back.").withRetryAfter(Duration.ofSeconds(1));
            default -> status < 500
                    ? ProblemDetails.of("invalid", "Invalid request", status, "The request is not valid HTTP.",
                            "Send it with an ordinary HTTP client.")
                    : ProblemDetails.of("bug", "Internal error", status, "Something went wrong inside Mimo.",
                            "Look into the server's log.");
        };
    }

    private static ProblemDetails problem(String kind, String title, int status, Refusal refusal) {
        return ProblemDetails.of(kind, title, status, refusal.detail(), refusal.remedy());
    }
}
