package dev.mimo.procedures.definition;

import dev.mimo.procedures.definition.ProcedureState.StateTransition;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What holds for what is tried again and for what is caught.
final class ErrorRules {
    private static final int ATTEMPTS_MAX = 99_999_999;
    private static final int SECONDS_MAX = 31_622_400;

    private ErrorRules() {}

    static void retriers(DefinitionObject state) {
        List<DefinitionObject> retriers = state.objects("Retry", false);
        for (DefinitionObject retrier : retriers) {
            retrier.allowOnly(List.of("ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate",
                    "MaxDelaySeconds", "JitterStrategy", "Comment"));
            errors(retrier, retrier.path().equals(retriers.getLast().path()));
            retrier.wholeNumber("IntervalSeconds", 1, ATTEMPTS_MAX);
            retrier.wholeNumber("MaxAttempts", 0, ATTEMPTS_MAX);
            retrier.wholeNumber("MaxDelaySeconds", 1, SECONDS_MAX);
            retrier.number("BackoffRate", 1, 1000);
            String jitter = retrier.text("JitterStrategy", false);
            if (jitter != null && !jitter.equals("FULL") && !jitter.equals("NONE")) {
                retrier.problem("JitterStrategy", "must be FULL or NONE");
            }
        }
    }

    static List<StateTransition> catchers(DefinitionObject state, boolean paths) {
        List<StateTransition> transitions = new ArrayList<>();
        List<DefinitionObject> catchers = state.objects("Catch", false);
        for (DefinitionObject catcher : catchers) {
            catcher.allowOnly(paths
                    ? List.of("ErrorEquals", "Next", "ResultPath", "Assign", "Comment")
                    : List.of("ErrorEquals", "Next", "Output", "Assign", "Comment"));
            String label = errors(catcher, catcher.path().equals(catchers.getLast().path()));
            String next = catcher.text("Next", true);
            if (next != null) {
                transitions.add(new StateTransition(next, catcher.pathOf("Next"), label));
            }
            if (paths) {
                JsonNode result = catcher.get("ResultPath");
                if (!result.isMissingNode() && !result.isNull()
                        && !(result.isString() && PathSyntax.isResultPath(result.asString()))) {
                    catcher.problem("ResultPath", "must be a reference path into the input, or null");
                }
                TemplateRules.checkPaths(catcher, catcher.pathOf("Assign"), catcher.get("Assign"));
            } else {
                TemplateRules.check(catcher, "Output");
                TemplateRules.check(catcher, "Assign");
            }
        }
        return transitions;
    }

    private static String errors(DefinitionObject object, boolean last) {
        JsonNode names = object.get("ErrorEquals");
        if (names.isMissingNode()) {
            object.problem("has no field '" + object.spelled("ErrorEquals") + "'");
            return "";
        }
        if (!names.isArray() || names.isEmpty()) {
            object.problem("ErrorEquals", "must be a list with at least one name");
            return "";
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isString()) {
                all.add(names.get(i).asString());
            } else {
                object.document().problem(object.pathOf("ErrorEquals") + "[" + i + "]", "must be text");
            }
        }
        if (all.contains("States.ALL") && (all.size() > 1 || !last)) {
            object.problem("ErrorEquals", "must name States.ALL alone, and last");
        }
        return String.join(", ", all);
    }
}
