package dev.mimo.procedures.definition;

import dev.mimo.procedures.definition.ProcedureState.StateTransition;
import dev.mimo.procedures.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What holds for the choices of a state: a condition each, or a comparison of a variable as Amazon States Language had
/// it before it had JSONata.
final class ChoiceRules {
    private static final Pattern COMPARISON = Pattern.compile("(String|Numeric|Timestamp)(Equals|LessThan|GreaterThan"
            + "|LessThanEquals|GreaterThanEquals)(Path)?|BooleanEquals(Path)?|StringMatches"
            + "|Is(Null|Present|Numeric|String|Boolean|Timestamp)");

    private ChoiceRules() {}

    static List<StateTransition> read(DefinitionObject state, boolean paths) {
        List<StateTransition> transitions = new ArrayList<>();
        for (DefinitionObject choice : state.objects("Choices", true)) {
            String label = paths ? comparison(choice, true) : condition(choice);
            String next = choice.text("Next", true);
            if (next != null) {
                transitions.add(new StateTransition(next, choice.pathOf("Next"), label));
            }
            if (choice.has("Assign")) {
                if (paths) {
                    TemplateRules.checkPaths(choice, choice.pathOf("Assign"), choice.get("Assign"));
                } else {
                    TemplateRules.check(choice, "Assign");
                }
            }
        }
        String otherwise = state.text("Default", false);
        if (otherwise != null) {
            transitions.add(new StateTransition(otherwise, state.pathOf("Default"), "otherwise"));
        }
        return transitions;
    }

    private static String condition(DefinitionObject choice) {
        choice.allowOnly(List.of("Condition", "Next", "Assign", "Output", "Comment"));
        TemplateRules.check(choice, "Output");
        JsonNode condition = choice.get("Condition");
        if (condition.isMissingNode()) {
            choice.problem("has no field '" + choice.spelled("Condition") + "'");
            return "";
        }
        if (condition.isBoolean()) {
            return condition.asString();
        }
        Expression expression = TemplateRules.expression(choice, "Condition");
        if (expression == null) {
            return "";
        }
        String problem = expression.conditionProblem();
        if (problem != null) {
            choice.problem("Condition", problem);
        }
        return expression.toString();
    }

    private static String comparison(DefinitionObject rule, boolean top) {
        List<String> known = new ArrayList<>(List.of("Comment"));
        if (top) {
            known.addAll(List.of("Next", "Assign"));
        }
        for (String word : List.of("And", "Or")) {
            if (rule.has(word)) {
                known.add(word);
                rule.allowOnly(known);
                List<String> parts = rule.objects(word, true).stream().map(part -> comparison(part, false)).toList();
                return String.join(word.equals("And") ? " and " : " or ", parts);
            }
        }
        if (rule.has("Not")) {
            known.add("Not");
            rule.allowOnly(known);
            DefinitionObject part = rule.object("Not", true);
            return part == null ? "" : "not " + comparison(part, false);
        }
        return plain(rule, known);
    }

    private static String plain(DefinitionObject rule, List<String> known) {
        known.add("Variable");
        Set<String> operators = new TreeSet<>(rule.node().propertyNames());
        operators.removeIf(name -> !COMPARISON.matcher(name).matches());
        known.addAll(operators);
        rule.allowOnly(known);
        String variable = rule.text("Variable", true);
        if (variable != null && !PathSyntax.isPath(variable)) {
            rule.problem("Variable", "must be a reference path, which begins with $");
        }
        if (operators.size() != 1) {
            rule.problem(operators.isEmpty() ? "has no comparison" : "has more than one comparison");
            return "";
        }
        String operator = operators.iterator().next();
        JsonNode value = rule.get(operator);
        String wanted = wanted(operator, value);
        if (!wanted.isEmpty()) {
            rule.problem(operator, "must be " + wanted);
        }
        return variable + " " + operator + " " + value;
    }

    private static String wanted(String operator, JsonNode value) {
        if (operator.endsWith("Path")) {
            return value.isString() && PathSyntax.isPath(value.asString()) ? "" : "a reference path";
        }
        if (operator.startsWith("Is") || operator.startsWith("Boolean")) {
            return value.isBoolean() ? "" : "true or false";
        }
        if (operator.startsWith("Numeric")) {
            return value.isNumber() ? "" : "a number";
        }
        return value.isString() ? "" : "text";
    }
}
