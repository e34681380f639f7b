package dev.mimo.door.chat;

import dev.mimo.door.http.ProblemDetails;
import dev.mimo.door.http.Route.ErrorForm;
import dev.mimo.json.Json;
import dev.mimo.models.language.RefusedByModelException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Problems as the clients of others expect them, with our two sentences in the message.
final class ChatErrors {
    static final ErrorForm OPENAI = new ErrorForm("application/json", ChatErrors::openAi);
    static final ErrorForm ANTHROPIC = new ErrorForm("application/json", ChatErrors::anthropic);

    private ChatErrors() {}

    private static ObjectNode openAi(ProblemDetails problem) {
        ObjectNode json = Json.object();
        json.putObject("error").put("message", problem.detail() + " " + problem.remedy())
                .put("type", switch (problem.status()) {
                    case 401 -> "authentication_error";
                    case 403 -> "permission_error";
                    case 429 -> "rate_limit_error";
                    default -> problem.status() >= 500 ? "server_error" : "invalid_request_error";
                })
                .put("param", problem.errors().isEmpty() ? null : problem.errors().getFirst().field())
                .put("code", problem.kind());
        return json;
    }

    private static ObjectNode anthropic(ProblemDetails problem) {
        ObjectNode json = Json.object().put("type", "error");
        json.putObject("error").put("type", switch (problem.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> problem.status() >= 500 ? "api_error" : "invalid_request_error";
        }).put("message", problem.detail() + " " + problem.remedy());
        return json;
    }

    /// What a provider says of the request, with its status.
    static ProblemDetails of(RefusedByModelException refused) {
        return new ProblemDetails("refused-by-model", "Refused by the language model", refused.status(),
                refused.reason(), "So answered " + refused.provider() + "; correct the request.", List.of(), null,
                null);
    }
}
