package dev.mimo.door.http;

import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An error as `application/problem+json` (RFC 9457).
///
/// @param kind the stable part of `type`
/// @param detail what is wrong
/// @param remedy what to do
/// @param retryAfter when another try may be worth it
/// @param id of the line in the log, for a bug
public record ProblemDetails(String kind, String title, int status, String detail, String remedy,
        List<Refusal.FieldProblem> errors, @Nullable Duration retryAfter, @Nullable String id) {
    static final String MEDIA_TYPE = "application/problem+json";

    public ProblemDetails {
        errors = List.copyOf(errors);
    }

    static ProblemDetails of(String kind, String title, int status, String detail, String remedy) {
        return new ProblemDetails(kind, title, status, detail, remedy, List.of(), null, null);
    }

    ProblemDetails withErrors(List<Refusal.FieldProblem> fields) {
        return new ProblemDetails(kind, title, status, detail, remedy, fields, retryAfter, id);
    }

    ProblemDetails withRetryAfter(Duration pause) {
        return new ProblemDetails(kind, title, status, detail, remedy, errors, pause, id);
    }

    ProblemDetails withId(String logged) {
        return new ProblemDetails(kind, title, status, detail, remedy, errors, retryAfter, logged);
    }

    /// A name that stays the same across releases, and no address: there is nothing to fetch.
    public String type() {
        return "urn:mimo:problem:" + kind;
    }

    /// In whole seconds, as the header says it.
    @Nullable
    Long retryAfterSeconds() {
        return retryAfter == null ? null : Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("type", type()).put("title", title).put("status", status)
                .put("detail", detail).put("remedy", remedy);
        if (!errors.isEmpty()) {
            ArrayNode list = json.putArray("errors");
            errors.forEach(error -> list.addObject().put("field", error.field()).put("problem", error.problem()));
        }
        if (id != null) {
            json.put("id", id);
        }
        return json;
    }

    /// Carries one of HTTP's own problems to where it is answered; refusals travel as `RefusedException`.
    static final class Thrown extends RuntimeException {
        private final transient ProblemDetails problem;

        Thrown(ProblemDetails problem) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
        }

        ProblemDetails problem() {
            return problem;
        }
    }
}
