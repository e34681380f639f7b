package dev.mimo.door.rest;

import dev.mimo.door.http.Exchange;
import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The query parameters that a route takes, by name and type; whatever else is sent is refused by name.
final class Parameters {
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

    /// The parameters sent, as the fields of a request.
    ObjectNode read(Exchange exchange) {
        ObjectNode request = Json.object();
        List<Refusal.FieldProblem> problems = new ArrayList<>();
        for (Map.Entry<String, String> each : exchange.parameters().entrySet()) {
            String name = each.getKey();
            if (texts.contains(name)) {
                request.put(name, each.getValue());
            } else if (integers.contains(name)) {
                integer(name, each.getValue(), request, problems);
            } else {
                problems.add(new Refusal.FieldProblem(name, "is not a query parameter here"));
            }
        }
        if (!problems.isEmpty()) {
            throw refused(problems);
        }
        return request;
    }

    private static void integer(String name, String value, ObjectNode request, List<Refusal.FieldProblem> problems) {
        try {
            request.put(name, Integer.parseInt(value));
        } catch (NumberFormatException notOne) {
            problems.add(new Refusal.FieldProblem(name, "must be a whole number"));
        }
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
