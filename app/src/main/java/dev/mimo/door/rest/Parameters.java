package dev.mimo.door.rest;

import dev.mimo.door.http.HttpExchange;
import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// The query parameters that a route takes, by name and type.
final class Parameters {
    /// As JSON writes one, and short enough for a `long`.
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private final List<String> texts;
    private final List<String> integers;

    private Parameters(List<String> texts, List<String> integers) {
        this.texts = texts;
        this.integers = integers;
    }

    static Parameters none() {
        return new Parameters(List.of(), List.of());
    }

    static Parameters texts(String... names) {
        return new Parameters(List.of(names), List.of());
    }

    Parameters andIntegers(String... names) {
        return new Parameters(texts, List.of(names));
    }

    /// The parameters sent, as the fields of a request that a body will join; refuses by name what is not one.
    ObjectNode read(HttpExchange exchange) {
        List<Refusal.FieldProblem> problems = exchange.parameters().keySet().stream()
                .filter(name -> !texts.contains(name) && !integers.contains(name))
                .map(name -> new Refusal.FieldProblem(name, "is not a query parameter here")).toList();
        if (!problems.isEmpty()) {
            throw refused(problems);
        }
        return request(exchange);
    }

    /// The parameters sent and the values in the path, as the fields of a request that has no body. What is unknown or
    /// no number goes along, so that the call tells all problems at once.
    ObjectNode readAll(HttpExchange exchange) {
        ObjectNode request = request(exchange);
        exchange.pathValues().forEach((name, value) -> {
            if (request.has(name)) {
                throw refused(List.of(new Refusal.FieldProblem(name, "is in the path already")));
            }
            request.put(name, value);
        });
        return request;
    }

    private ObjectNode request(HttpExchange exchange) {
        ObjectNode request = Json.object();
        exchange.parameters().forEach((name, value) -> {
            if (integers.contains(name) && INTEGER.matcher(value).matches()) {
                request.put(name, Long.parseLong(value));
            } else {
                request.put(name, value);
            }
        });
        return request;
    }

    private RefusedException refused(List<Refusal.FieldProblem> problems) {
        List<String> known = new ArrayList<>(texts);
        known.addAll(integers);
        Refusal.FieldProblem first = problems.getFirst();
        String remedy = known.isEmpty()
                ? "This path takes no query parameters; fields go into the JSON body."
                : "The query parameters here are: " + String.join(", ", known) + ".";
        return new RefusedException(new Refusal.Invalid(
                "The query parameter '" + first.field() + "' " + first.problem() + ".", remedy, problems));
    }
}
