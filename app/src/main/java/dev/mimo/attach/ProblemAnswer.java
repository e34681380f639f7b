package dev.mimo.attach;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server's problem+json, read back into the refusal that it was.
record ProblemAnswer(int status, JsonNode body, Duration retryAfter) {
    static ProblemAnswer of(HttpResponse<?> answer, String body) {
        return new ProblemAnswer(answer.statusCode(), parse(body), Duration.ofSeconds(
                answer.headers().firstValue("Retry-After").filter(s -> s.matches("\\d{1,6}")).map(Long::parseLong)
                        .orElse(1L)));
    }

    RuntimeException asException() {
        String detail = body.path("detail").asString("The server answered with status " + status + ".");
        String remedy = body.path("remedy").asString("Look into the server's log for the cause.");
        return switch (status) {
            case 400 -> new RefusedException(new Refusal.Invalid(detail, remedy, problems()));
            case 401 -> new RefusedException(new Refusal.Unauthenticated(detail, remedy));
            case 403 -> new RefusedException(new Refusal.Denied(detail, remedy));
            case 404 -> new RefusedException(new Refusal.NotFound(detail, remedy));
            case 409 -> new RefusedException(new Refusal.Conflict(detail, remedy));
            case 413 -> new RefusedException(new Refusal.TooLarge(detail, remedy, problems()));
            case 415 -> new RefusedException(new Refusal.Unsupported(detail, remedy));
            case 429 -> new RefusedException(new Refusal.TooBusy(detail, remedy, retryAfter));
            case 503 -> new RefusedException(new Refusal.Unavailable(detail, remedy, retryAfter));
            case 504 -> new RefusedException(new Refusal.TimedOut(detail, remedy));
            default -> new IllegalStateException("the server failed with status " + status + ": " + detail);
        };
    }

    private List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>();
        body.path("errors").forEach(error -> problems.add(
                new FieldProblem(error.path("field").asString(""), error.path("problem").asString(""))));
        return problems;
    }

    private static JsonNode parse(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
