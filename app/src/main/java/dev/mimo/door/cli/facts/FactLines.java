package dev.mimo.door.cli.facts;

import dev.mimo.door.cli.Terminal;
import dev.mimo.facts.Fact;
import dev.mimo.facts.operation.FactAnswers.AroundAnswer;
import dev.mimo.facts.operation.FactAnswers.ConflictList;
import dev.mimo.facts.operation.FactAnswers.Explanation;
import dev.mimo.facts.operation.FactAnswers.PathAnswer;
import dev.mimo.facts.operation.FactAnswers.QueryRow;
import dev.mimo.facts.operation.FactAnswers.QueryRows;
import dev.mimo.facts.query.ProofTree.ProofNode;
import dev.mimo.tools.VisibleText;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Facts for people.
record FactLines(Terminal terminal) {
    void printRows(QueryRows answer) {
        if (answer.rows().isEmpty()) {
            say("Nothing fits.");
        }
        answer.rows().forEach(row -> say(row(row)));
        if (answer.nextCursor() != null) {
            say("There is more: --cursor " + answer.nextCursor().value());
        }
    }

    private static String row(QueryRow row) {
        String values = row.values().isEmpty()
                ? "yes"
                : row.values().entrySet().stream().map(each -> "?" + each.getKey() + " = " + each.getValue())
                        .collect(Collectors.joining("   "));
        return values + (row.confidence() < 1 ? "   (" + confidence(row.confidence()) + ")" : "")
                + (row.derived() ? "   follows" : "");
    }

    void printPath(PathAnswer answer) {
        say(answer.found() ? String.join(" -> ", answer.path()) : "There is no way.");
        answer.facts().forEach(id -> say("  " + id));
    }

    void printAround(AroundAnswer answer) {
        if (answer.entities().isEmpty()) {
            say("Nothing is there.");
        }
        answer.entities().forEach(each -> say(each.depth() + "  " + each.id()));
        if (answer.truncated()) {
            say("There is more: give a greater --limit, or fewer hops.");
        }
    }

    void printExplanation(Explanation answer) {
        if (answer.proof() == null) {
            say("It does not hold, as far as is known.");
        } else {
            print(answer.proof(), 0);
        }
    }

    /// Each step with what it stands on below it.
    private void print(ProofNode step, int depth) {
        Fact fact = step.fact();
        String why = fact == null
                ? "by " + RulesAction.line(Objects.requireNonNull(step.rule())) + ", as sure as the least sure below"
                : fact.id() + (fact.source() == null ? "" : ", from " + fact.source()) + ", recorded "
                        + fact.recordedAt() + (fact.validFrom() == null ? "" : ", since " + fact.validFrom())
                        + (fact.validTo() == null ? "" : ", until " + fact.validTo());
        terminal.out().println("  ".repeat(depth) + VisibleText.line(step.subject() + " " + step.predicate() + " "
                + step.object() + "   (" + confidence(step.confidence()) + "; " + why + ")"));
        step.premises().forEach(premise -> print(premise, depth + 1));
        if (step.cut()) {
            terminal.out().println("  ".repeat(depth + 1) + "… and so on");
        }
    }

    void print(Fact fact) {
        say(fact.id() + "  version " + fact.version());
        say("  " + statement(fact));
        line("confidence", confidence(fact.confidence()));
        line("source", fact.source());
        line("valid_from", fact.validFrom());
        line("valid_to", fact.validTo());
        line("recorded_at", fact.recordedAt());
        line("retracted_at", fact.retractedAt());
    }

    void printConflicts(ConflictList answer) {
        if (answer.conflicts().isEmpty()) {
            say("No facts exclude each other.");
        }
        answer.conflicts().forEach(conflict -> {
            say(conflict.why().name().toLowerCase(Locale.ROOT) + ":");
            say("  " + conflict.first().id() + "  " + statement(conflict.first()));
            say("  " + conflict.second().id() + "  " + statement(conflict.second()));
        });
    }

    private static String statement(Fact fact) {
        return fact.subject() + " " + fact.predicate() + " " + fact.object();
    }

    private static String confidence(double confidence) {
        return String.format(Locale.ROOT, "%.2f", confidence);
    }

    private void line(String name, @Nullable Object value) {
        if (value != null) {
            say("  " + name + ": " + value);
        }
    }

    private void say(String text) {
        terminal.out().println(VisibleText.line(text));
    }
}
