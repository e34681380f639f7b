package dev.mimo.door.cli.memory;

import dev.mimo.door.cli.Terminal;
import dev.mimo.memory.Memory;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.operation.MemoryAnswers;
import dev.mimo.memory.operation.MemoryAnswers.DeleteAnswer;
import dev.mimo.memory.operation.MemoryAnswers.FoundMemory;
import dev.mimo.memory.operation.MemoryAnswers.LinkedMemory;
import dev.mimo.memory.operation.MemoryAnswers.MemoryList;
import dev.mimo.memory.operation.MemoryAnswers.RecallAnswer;
import dev.mimo.memory.recall.Why;
import dev.mimo.terms.Cursor;
import dev.mimo.tools.VisibleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Memories for people: score, age and text in columns, and below them what else is known.
record MemoryLines(Terminal terminal) {
    private static final int AGE_WIDTH = 9;
    /// Less would read as 0.
    private static final double ADDED_MIN = 0.0005;

    static String score(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }

    /// @param hint how the data and the namespace are repeated in a command
    void printRecalled(RecallAnswer answer, String hint) {
        for (FoundMemory found : answer.memories()) {
            print(terminal.bold(score(found.score())) + "  ", 6, found.memory());
            if (found.passageAt() != null) {
                printBelow(6, terminal.faint("from character " + found.passageAt() + " of a longer text; "
                        + terminal.command() + " get " + found.memory().id() + hint + " shows all of it"));
            }
            Why why = found.why();
            if (why != null) {
                printBelow(6, terminal.faint("why: " + why(why)));
            }
        }
        if (answer.memories().isEmpty()) {
            note(answer.weak() == null
                    ? "Nothing found."
                    : "Nothing fits. " + answer.weak() + " came near; --min-score 0 shows what.");
        }
        answer.degraded().forEach(leg -> note("Searched without " + VisibleText.line(leg) + ". "
                + (answer.remedy() == null
                        ? "'" + terminal.command() + " doctor' says why."
                        : VisibleText.line(answer.remedy()))));
        if (answer.pending() != null) {
            note("Not embedded yet, and so searched by words alone: " + answer.pending()
                    + (answer.waitedMs() == null ? "." : "; waited " + answer.waitedMs() + " ms for it."));
        }
        printMore(answer.nextCursor());
    }

    void printList(MemoryList answer) {
        answer.memories().forEach(memory -> print("", 0, memory, memory.storedAt()));
        if (answer.memories().isEmpty()) {
            note("No memories.");
        }
        printMore(answer.nextCursor());
    }

    void printNames(NamesInUse answer) {
        answer.names().forEach(name -> terminal.out().println(VisibleText.line(name)));
        if (answer.names().isEmpty()) {
            note("None.");
        }
        if (answer.more()) {
            note("There are more; --prefix narrows them down.");
        }
    }

    void printVersions(MemoryList answer) {
        answer.memories().forEach(memory -> print("v" + memory.version() + "  ", 4, memory));
        printMore(answer.nextCursor());
    }

    void printPreview(DeleteAnswer answer) {
        if (answer.memories() != null) {
            answer.memories().forEach(memory -> print("", 0, memory));
        }
        note(answer.count() + " in all would be forgotten; add --yes to do it.");
    }

    void printWhole(LinkedMemory answer) {
        // every other field as the JSON has it, so that none is forgotten here; the text comes last, where none of its
        // lines can pass for one of them
        MemoryAnswers.linked().write(answer).properties().forEach(field -> {
            if (!field.getKey().equals("content") && !isNothing(field.getValue())) {
                terminal.out().println("  " + terminal.faint(String.format(Locale.ROOT, "%-12s", field.getKey()))
                        + VisibleText.line(value(field.getValue())));
            }
        });
        terminal.out().println();
        terminal.out().println(VisibleText.of(answer.memory().details().content()));
    }

    private void print(String lead, int width, Memory memory) {
        print(lead, width, memory, memory.occurredAt().toInstant());
    }

    /// @param time that is shown before the text; when it happened follows below it, where that is another
    private void print(String lead, int width, Memory memory, Instant time) {
        String indent = " ".repeat(width + AGE_WIDTH + 2);
        String text = VisibleText.of(memory.details().content()).replace("\n", "\n" + indent);
        String age = RelativeTime.of(time, terminal.clock().instant());
        String happened = RelativeTime.of(memory.occurredAt().toInstant(), terminal.clock().instant());
        terminal.out().println(lead + terminal.faint(String.format(Locale.ROOT, "%-" + AGE_WIDTH + "s", age))
                + "  " + text);
        printBelow(width, terminal.faint(
                circumstances(memory) + (happened.equals(age) ? "" : " · happened " + happened)));
    }

    private void printBelow(int width, String text) {
        terminal.out().println(" ".repeat(width + AGE_WIDTH + 2) + text);
    }

    private void printMore(@Nullable Cursor next) {
        if (next != null) {
            note("More with --cursor " + VisibleText.line(next.value()));
        }
    }

    /// A remark that is not part of the answer.
    private void note(String text) {
        terminal.err().println(text);
    }

    private static String circumstances(Memory memory) {
        List<String> parts = new ArrayList<>();
        parts.add(memory.id().value());
        parts.add(memory.details().category());
        addUnlessAbsent(memory.details().speaker(), parts);
        addUnlessAbsent(memory.details().session(), parts);
        addUnlessAbsent(memory.details().source(), parts);
        memory.details().tags().forEach(tag -> parts.add("#" + tag));
        return String.join(" · ", parts.stream().map(VisibleText::line).toList());
    }

    private static void addUnlessAbsent(@Nullable String part, List<String> parts) {
        if (part != null) {
            parts.add(part);
        }
    }

    /// What each signal added, the most first.
    private static String why(Why why) {
        StringJoiner added = new StringJoiner(", ");
        why.parts().stream().filter(part -> part.added() >= ADDED_MIN)
                .sorted(Comparator.comparingDouble(Why.Part::added).reversed())
                .forEach(part -> added.add(VisibleText.line(part.signal()) + " +" + number(part.added()) + " ("
                        + number(part.raw()) + ")"));
        String words = why.matchedWords().isEmpty()
                ? ""
                : "; words: " + VisibleText.line(String.join(", ", why.matchedWords()));
        return added + words + switch (why.vector()) {
            case COMPARED -> "";
            case PENDING -> "; not embedded yet";
            case UNREADABLE -> "; the model cannot read it, so by words alone";
        };
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceFirst("\\.?0+$", "");
    }

    private static String value(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            return number(value.asDouble());
        }
        if (value.isArray()) {
            StringJoiner items = new StringJoiner(", ");
            value.forEach(item -> items.add(value(item)));
            return items.toString();
        }
        if (value.isObject()) {
            StringJoiner fields = new StringJoiner(", ");
            value.properties().forEach(field -> fields.add(field.getKey() + " " + value(field.getValue())));
            return fields.toString();
        }
        return value.asString();
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull() || (value.isContainer() && value.isEmpty())
                || (value.isNumber() && value.asDouble() == 0);
    }
}
