package dev.mimo.procedures.definition;

import dev.mimo.json.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Definitions of the system that Mimo follows: `initial_state`, and states with an `action` of a module and
/// `transitions` on events. Its built-in steps have names here; no other module is called.
final class EarlierForm {
    /// The last word of a module, and the step that does the same.
    private static final Map<String, String> STEPS = Map.of("Log", "log", "Validate", "validate", "HttpRequest", "http",
            "Delay", "delay", "SetContext", "set");

    private EarlierForm() {}

    /// The same as Mimo writes it; paths of states stay as they were.
    static ObjectNode converted(SourceDocument document, ObjectNode old) {
        ObjectNode made = Json.object();
        made.set("name", old.path("name").isMissingNode() ? null : old.path("name"));
        if (old.path("name").isMissingNode()) {
            made.remove("name");
        }
        String version = old.path("version").asString("1.0");
        made.put("version", version.matches("\\d+\\.\\d+") ? version + ".0" : version);
        if (old.has("description")) {
            made.set("description", old.path("description"));
        }
        if (old.path("context_schema").isObject()) {
            made.set("input", old.path("context_schema"));
        }
        made.set("start_at", old.path("initial_state"));
        ObjectNode states = made.putObject("states");
        old.path("states").properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode state) {
                states.set(field.getKey(), state(document, "states." + field.getKey(), state));
            } else {
                document.problem("states." + field.getKey(), "must be an object");
            }
        });
        return made;
    }

    private static ObjectNode state(SourceDocument document, String path, ObjectNode old) {
        ObjectNode made = Json.object();
        JsonNode action = old.path("action");
        JsonNode transitions = old.path("transitions");
        boolean last = transitions.isMissingNode() || transitions.isEmpty();
        String function = action.path("module").asString("");
        String module = function.substring(function.lastIndexOf('.') + 1);
        if (module.equals("Conditional")) {
            return conditional(document, path, action, transitions);
        }
        if (action.isMissingNode()) {
            made.put("type", last ? "succeed" : "wait");
        } else {
            made.put("type", "action");
            String step = STEPS.get(module);
            if (step == null) {
                document.problem(path + ".action.module", "names no step that there is: '" + function + "'");
            }
            made.put("tool", step == null ? "log" : step);
            made.set("arguments", action.path("args").path(0).isMissingNode()
                    ? Json.object()
                    : action.path("args").path(0));
        }
        route(made, transitions, last);
        return made;
    }

    private static void route(ObjectNode made, JsonNode transitions, boolean last) {
        boolean waits = made.path("type").asString().equals("wait");
        if (last) {
            if (!made.path("type").asString().equals("succeed")) {
                made.put("end", true);
            }
            return;
        }
        ObjectNode on = Json.object();
        for (JsonNode transition : transitions) {
            String event = transition.path("event").asString("");
            String target = transition.path("target").asString("");
            if (!waits && event.equals("success")) {
                made.put("next", target);
            } else if (!waits && event.equals("error")) {
                ObjectNode catcher = made.putArray("catch").addObject();
                catcher.putArray("error_equals").add("States.ALL");
                catcher.put("next", target);
            } else {
                on.put(event, target);
            }
        }
        if (!on.isEmpty()) {
            made.set("on", on);
        }
        if (waits) {
            made.put("event", on.propertyNames().stream().findFirst().orElse("continue"));
        }
        if (!made.has("next") && !made.has("on")) {
            made.put("end", true);
        }
    }

    private static ObjectNode conditional(SourceDocument document, String path, JsonNode action,
            JsonNode transitions) {
        JsonNode rule = action.path("args").path(0);
        String operator = switch (rule.path("operator").asString("eq")) {
            case "eq" -> "=";
            case "ne" -> "!=";
            case "gt" -> ">";
            case "gte" -> ">=";
            case "lt" -> "<";
            case "lte" -> "<=";
            case "in" -> "in";
            case "contains" -> "contains";
            default -> "";
        };
        if (operator.isEmpty()) {
            document.problem(path + ".action.args[0].operator", "is no comparison");
        }
        String field = "$states.input.`" + rule.path("field").asString("").replace("`", "") + "`";
        String value = Json.text(rule.path("value").isMissingNode()
                ? tools.jackson.databind.node.NullNode.getInstance()
                : rule.path("value"));
        String condition = operator.equals("contains")
                ? "$contains(" + field + ", " + value + ")"
                : field + " " + operator + " " + value;
        ObjectNode made = Json.object().put("type", "choice");
        ArrayNode choices = made.putArray("choices");
        String whenTrue = rule.path("true_event").asString("true");
        for (JsonNode transition : transitions) {
            if (transition.path("event").asString("").equals(whenTrue)) {
                choices.addObject().put("condition", "{% " + condition + " %}").set("next", transition.path("target"));
            } else {
                made.set("default", transition.path("target"));
            }
        }
        return made;
    }
}
