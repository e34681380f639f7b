package dev.mimo.procedures.definition;

import dev.mimo.procedures.definition.ProcedureState.StateTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads machines and their states, and notes everything that is wrong with one of them by itself.
final class StateReader {
    private static final int NAME_CHARS_MAX = 80;
    private static final int STATES_MAX = 1_000;
    private static final int SECONDS_MAX = 99_999_999;
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?"
            + "(Z|[+-]\\d{2}:\\d{2})");

    private final Set<String> names = new TreeSet<>();
    private final List<ToolUse> tools = new ArrayList<>();

    /// A tool that a state names.
    record ToolUse(String name, String path) {}

    List<ToolUse> tools() {
        return tools;
    }

    /// @param own the object that holds the machine, whose other fields are its caller's
    StateMachine machine(DefinitionObject own, boolean paths) {
        String startAt = own.text("StartAt", true);
        Map<String, ProcedureState> states = new LinkedHashMap<>();
        DefinitionObject all = own.object("States", true);
        if (all == null) {
            return new StateMachine(startAt == null ? "" : startAt, states);
        }
        if (all.node().isEmpty() || all.node().size() > STATES_MAX) {
            all.problem("must hold 1 to " + STATES_MAX + " states");
        }
        all.node().properties().forEach(field -> {
            String name = field.getKey();
            String path = all.below(name);
            if (name.isBlank() || name.codePointCount(0, name.length()) > NAME_CHARS_MAX) {
                all.document().problem(path, "must have a name of at most " + NAME_CHARS_MAX + " characters");
            }
            if (!names.add(name)) {
                all.document().problem(path, "has the name of another state; names are unique in the whole definition");
            }
            if (field.getValue() instanceof ObjectNode state) {
                ProcedureState read = state(name, new DefinitionObject(own.document(), own.dialect(), path, state),
                        paths);
                if (read != null) {
                    states.put(name, read);
                }
            } else {
                all.document().problem(path, "must be an object");
            }
        });
        if (startAt != null && !all.node().has(startAt)) {
            own.problem("StartAt", "names no state: '" + startAt + "'");
        }
        StateMachine machine = new StateMachine(startAt == null ? "" : startAt, states);
        MachineGraph.check(machine, own);
        return machine;
    }

    private @Nullable ProcedureState state(String name, DefinitionObject state, boolean pathsAround) {
        String word = state.text("Type", true);
        if (word == null) {
            return null;
        }
        StateType type = StateType.of(word, state.dialect());
        if (type == null) {
            state.problem("Type", "is no type of state: '" + word + "'");
            return null;
        }
        boolean paths = paths(state, pathsAround);
        List<String> words = new ArrayList<>(type.words(state.dialect(), paths));
        state.allowOnly(words);
        if (!type.isLast() && type != StateType.CHOICE) {
            next(state, type);
        }
        List<StateTransition> transitions = transitions(state, type, paths);
        values(state, paths);
        List<StateMachine> inner = switch (type) {
            case PARALLEL -> state.objects("Branches", true).stream().map(branch -> branch(branch, paths)).toList();
            case MAP -> map(state, paths);
            default -> List.of();
        };
        particular(state, type, paths);
        boolean ends = type.isLast() || state.get("End").asBoolean(false);
        return new ProcedureState(name, type, transitions, ends, inner, paths, state.node());
    }

    /// A state may have another language than its machine, but not go back to paths.
    static boolean paths(DefinitionObject object, boolean around) {
        if (object.isOwn()) {
            return false;
        }
        String language = object.text("QueryLanguage", false);
        if (language != null && !language.equals("JSONata") && !language.equals("JSONPath")) {
            object.problem("QueryLanguage", "must be JSONata or JSONPath");
        }
        return language == null ? around : !language.equals("JSONata");
    }

    private static void next(DefinitionObject state, StateType type) {
        boolean other = state.has("On") || (type == StateType.WAIT && state.isOwn() && state.has("Event"));
        if (state.has("Next") && state.has("End") && state.get("End").asBoolean(true)) {
            state.problem("End", "stands beside '" + state.spelled("Next") + "', which excludes it");
        }
        if (state.has("End") && !state.get("End").isBoolean()) {
            state.problem("End", "must be true or false");
        }
        if (!state.has("Next") && !state.get("End").asBoolean(false) && !(other && state.has("On"))) {
            state.problem("leads nowhere: give it '" + state.spelled("Next") + "', or '" + state.spelled("End")
                    + "': true");
        }
    }

    private static List<StateTransition> transitions(DefinitionObject state, StateType type, boolean paths) {
        List<StateTransition> transitions = new ArrayList<>();
        if (type == StateType.CHOICE) {
            return ChoiceRules.read(state, paths);
        }
        if (state.has("Next")) {
            String next = state.text("Next", true);
            if (next != null) {
                transitions.add(new StateTransition(next, state.pathOf("Next"), ""));
            }
        }
        DefinitionObject on = state.has("On") ? state.object("On", true) : null;
        if (on != null) {
            on.node().properties().forEach(field -> {
                if (field.getValue().isString()) {
                    transitions.add(new StateTransition(field.getValue().asString(), on.below(field.getKey()),
                            field.getKey()));
                } else {
                    on.document().problem(on.below(field.getKey()), "must name a state");
                }
            });
        }
        if (state.has("Catch")) {
            transitions.addAll(ErrorRules.catchers(state, paths));
        }
        if (state.has("Retry")) {
            ErrorRules.retriers(state);
        }
        return transitions;
    }

    private static void values(DefinitionObject state, boolean paths) {
        if (!paths) {
            for (String word : List.of("Arguments", "Output", "Assign", "Items", "ItemSelector", "Error", "Cause",
                    "IdempotencyKey", "Question")) {
                TemplateRules.check(state, word);
            }
            if (state.has("Assign") && !state.get("Assign").isObject()) {
                state.problem("Assign", "must be an object");
            }
            return;
        }
        for (String word : List.of("InputPath", "OutputPath", "ItemsPath")) {
            path(state, word, !word.equals("ItemsPath"));
        }
        JsonNode result = state.get("ResultPath");
        if (!result.isMissingNode() && !result.isNull()
                && !(result.isString() && PathSyntax.isResultPath(result.asString()))) {
            state.problem("ResultPath", "must be a reference path into the input, which begins with $, or null");
        }
        for (String word : List.of("Parameters", "ResultSelector", "ItemSelector", "Assign", "Credentials")) {
            TemplateRules.checkPaths(state, state.pathOf(word), state.get(word));
        }
        for (String word : List.of("SecondsPath", "TimestampPath", "TimeoutSecondsPath", "HeartbeatSecondsPath",
                "ErrorPath", "CausePath", "MaxConcurrencyPath", "ToleratedFailureCountPath",
                "ToleratedFailurePercentagePath")) {
            path(state, word, false);
        }
    }

    private static void path(DefinitionObject state, String word, boolean nullable) {
        JsonNode value = state.get(word);
        if (value.isMissingNode() || (nullable && value.isNull())) {
            return;
        }
        String problem = value.isString() ? PathSyntax.problem(value.asString()) : "must be a JSONPath";
        if (problem != null) {
            state.problem(word, problem);
        }
    }

    private StateMachine branch(DefinitionObject branch, boolean paths) {
        branch.allowOnly(branch.isOwn()
                ? List.of("StartAt", "States", "Comment")
                : List.of("StartAt", "States", "Comment", "QueryLanguage", "ProcessorConfig"));
        return machine(branch, paths(branch, paths));
    }

    private List<StateMachine> map(DefinitionObject state, boolean paths) {
        state.atMostOne("ItemProcessor", "Iterator");
        state.atMostOne("ItemSelector", "Parameters");
        DefinitionObject each = state.object(state.has("Iterator") ? "Iterator" : "ItemProcessor", true);
        state.atMostOne("MaxConcurrency", "MaxConcurrencyPath");
        state.atMostOne("ToleratedFailureCount", "ToleratedFailureCountPath");
        state.atMostOne("ToleratedFailurePercentage", "ToleratedFailurePercentagePath");
        for (String word : List.of("MaxConcurrency", "ToleratedFailureCount")) {
            if (!TemplateRules.isExpression(state.get(word))) {
                state.wholeNumber(word, 0, Integer.MAX_VALUE);
            } else {
                TemplateRules.check(state, word);
            }
        }
        if (!TemplateRules.isExpression(state.get("ToleratedFailurePercentage"))) {
            state.number("ToleratedFailurePercentage", 0, 100);
        }
        DefinitionObject batcher = state.has("ItemBatcher") ? state.object("ItemBatcher", true) : null;
        if (batcher != null) {
            batcher.atMostOne("MaxItemsPerBatch", "MaxItemsPerBatchPath");
            batcher.atMostOne("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath");
        }
        DefinitionObject reader = state.has("ItemReader") ? state.object("ItemReader", true) : null;
        DefinitionObject config = reader == null || !reader.has("ReaderConfig")
                ? null
                : reader.object("ReaderConfig", true);
        if (config != null) {
            config.atMostOne("MaxItems", "MaxItemsPath");
        }
        return each == null ? List.of() : List.of(branch(each, paths));
    }

    private void particular(DefinitionObject state, StateType type, boolean paths) {
        switch (type) {
            case ACTION -> action(state, paths);
            case CALL -> {
                state.text("Procedure", true);
                compensation(state);
            }
            case HUMAN -> state.text("Question", true);
            case WAIT -> waiting(state);
            case FAIL -> {
                state.atMostOne("Error", "ErrorPath");
                state.atMostOne("Cause", "CausePath");
                for (String word : List.of("Error", "Cause")) {
                    if (state.has(word) && !state.get(word).isString()) {
                        state.problem(word, "must be text");
                    }
                }
            }
            case CHOICE, PARALLEL, MAP, PASS, SUCCEED -> {
            }
        }
        if (type == StateType.CALL || type == StateType.HUMAN || type == StateType.ACTION) {
            seconds(state, "TimeoutSeconds", 1);
        }
    }

    private void action(DefinitionObject state, boolean paths) {
        if (state.isOwn()) {
            tool(state, "Tool");
            state.bool("Idempotent");
            compensation(state);
            DefinitionObject verify = state.has("Verify") ? state.object("Verify", true) : null;
            if (verify != null) {
                verify.allowOnly(List.of("Tool", "Arguments", "Condition"));
                tool(verify, "Tool");
                TemplateRules.check(verify, "Arguments");
                if (verify.has("Condition")) {
                    TemplateRules.expression(verify, "Condition");
                }
            }
            return;
        }
        // a deployment of that service may name a resource by its template's own words
        boolean deployed = state.get("Resource").isObject() && state.get("Resource").size() == 1;
        String resource = deployed ? "${deployed}" : state.text("Resource", true);
        if (resource != null) {
            String problem = ResourceName.problem(resource);
            if (problem == null) {
                tools.add(new ToolUse(resource, state.pathOf("Resource")));
            } else {
                state.problem("Resource", problem);
            }
        }
        if (state.has("Credentials")) {
            state.object("Credentials", true);
        }
        state.atMostOne("TimeoutSeconds", "TimeoutSecondsPath");
        state.atMostOne("HeartbeatSeconds", "HeartbeatSecondsPath");
        seconds(state, "HeartbeatSeconds", 1);
        if (!paths) {
            TemplateRules.check(state, "Credentials");
        }
    }

    private void compensation(DefinitionObject state) {
        DefinitionObject compensate = state.has("Compensate") ? state.object("Compensate", true) : null;
        if (compensate != null) {
            compensate.allowOnly(List.of("Tool", "Arguments"));
            tool(compensate, "Tool");
            TemplateRules.check(compensate, "Arguments");
        }
    }

    private void tool(DefinitionObject at, String word) {
        String tool = at.text(word, true);
        if (tool != null) {
            tools.add(new ToolUse(tool, at.pathOf(word)));
        }
    }

    private static void waiting(DefinitionObject state) {
        state.atMostOne("Seconds", "SecondsPath", "Timestamp", "TimestampPath", "Event");
        if (!state.has("Seconds") && !state.has("SecondsPath") && !state.has("Timestamp")
                && !state.has("TimestampPath") && !state.has("Event")) {
            state.problem("says not how long it waits: give it '" + state.spelled("Seconds") + "', '"
                    + state.spelled("Timestamp") + "'" + (state.isOwn() ? " or 'event'" : ""));
        }
        seconds(state, "Seconds", 0);
        seconds(state, "TimeoutSeconds", 1);
        JsonNode timestamp = state.get("Timestamp");
        if (TemplateRules.isExpression(timestamp)) {
            TemplateRules.check(state, "Timestamp");
        } else if (!timestamp.isMissingNode()
                && !(timestamp.isString() && TIME.matcher(timestamp.asString()).matches())) {
            state.problem("Timestamp", "must be a time with its zone, as 2026-03-14T01:59:00Z");
        }
    }

    private static void seconds(DefinitionObject state, String word, int least) {
        if (TemplateRules.isExpression(state.get(word))) {
            TemplateRules.check(state, word);
        } else {
            state.wholeNumber(word, least, SECONDS_MAX);
        }
    }
}
