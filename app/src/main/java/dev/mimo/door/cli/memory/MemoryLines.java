package dev.mimo.door.cli.memory;

import dev.mimo.door.cli.Terminal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Memories for people: score, age and text in columns, and below them what else is known.
record MemoryLines(Terminal terminal) {
    private static final int AGE_WIDTH = 9;

    static String score(JsonNode scored) {
        return String.format(Locale.ROOT, "%.2f", scored.path("score").asDouble(0));
    }

    void printRecalled(ObjectNode answer) {
        JsonNode memories = answer.path("memories");
        memories.forEach(memory -> {
            print(terminal.bold(score(memory)) + "  ", 6, memory);
            if (memory.hasNonNull("why")) {
                printBelow(6, terminal.faint("why: " + why(memory.path("why"))));
            }
        });
        if (memories.isEmpty()) {
            note("Nothing found.");
        }
        answer.path("degraded").forEach(leg -> note(
                "Searched without " + PlainText.of(leg) + "; '" + terminal.command() + " doctor' says why."));
        if (answer.path("pending").asInt(0) > 0) {
            note("Not embedded yet, and so searched by words alone: " + answer.path("pending").asInt() + ".");
        }
        printMore(answer);
    }

    void printList(ObjectNode answer) {
        JsonNode memories = answer.path("memories");
        memories.forEach(memory -> print("", 0, memory));
        if (memories.isEmpty()) {
            note("No memories.");
        }
        printMore(answer);
    }

    void printVersions(ObjectNode answer) {
        answer.path("memories").forEach(memory -> print("v" + memory.path("version").asInt() + "  ", 4, memory));
    }

    void printPreview(ObjectNode answer) {
        answer.path("memories").forEach(memory -> print("", 0, memory));
        note(answer.path("count").asString("0") + " in all would be forgotten; add --yes to do it.");
    }

    void printWhole(ObjectNode answer) {
        JsonNode memory = answer.path("memory");
        terminal.out().println(PlainText.of(memory.path("content")));
        memory.properties().forEach(field -> {
            if (!field.getKey().equals("content") && !isNothing(field.getValue())) {
                terminal.out().println("  " + terminal.faint(String.format(Locale.ROOT, "%-12s", field.getKey()))
                        + PlainText.of(value(field.getValue())));
            }
        });
    }

    private void print(String lead, int width, JsonNode memory) {
        String indent = " ".repeat(width + AGE_WIDTH + 2);
        String text = PlainText.of(memory.path("content")).replace("\n", "\n" + indent);
        terminal.out().println(lead + terminal.faint(String.format(Locale.ROOT, "%-" + AGE_WIDTH + "s", age(memory)))
                + "  " + text);
        printBelow(width, terminal.faint(circumstances(memory)));
    }

    private void printBelow(int width, String text) {
        terminal.out().println(" ".repeat(width + AGE_WIDTH + 2) + text);
    }

    private void printMore(ObjectNode answer) {
        if (answer.hasNonNull("next_cursor")) {
            note("More with --cursor " + PlainText.of(answer.path("next_cursor")));
        }
    }

    /// A remark that is not part of the answer.
    private void note(String text) {
        terminal.err().println(text);
    }

    private String age(JsonNode memory) {
        String when = memory.path("occurred_at").asString(memory.path("recorded_at").asString(""));
        try {
            return Age.of(Instant.parse(when), terminal.clock().instant());
        } catch (DateTimeException e) {
            return "";
        }
    }

    private static String circumstances(JsonNode memory) {
        List<String> parts = new ArrayList<>();
        parts.add(PlainText.of(memory.path("id")));
        for (String field : List.of("category", "speaker", "session", "source")) {
            if (!memory.path(field).asString("").isEmpty()) {
                parts.add(PlainText.of(memory.path(field)));
            }
        }
        memory.path("tags").forEach(tag -> parts.add("#" + PlainText.of(tag)));
        return String.join(" · ", parts);
    }

    /// What each signal added, the most first, as only the place that makes scores knows which there are.
    private static String why(JsonNode why) {
        StringJoiner added = new StringJoiner(", ");
        why.path("signals").properties().stream()
                // less would read as 0
                .filter(signal -> signal.getValue().path("added").asDouble(0) >= 0.0005)
                .sorted((a, b) -> Double.compare(b.getValue().path("added").asDouble(),
                        a.getValue().path("added").asDouble()))
                .forEach(signal -> added.add(PlainText.of(signal.getKey()) + " +"
                        + value(signal.getValue().path("added")) + " (" + value(signal.getValue().path("raw")) + ")"));
        JsonNode words = why.path("matched_words");
        return words.isEmpty() ? added.toString() : added + "; words: " + PlainText.of(value(words));
    }

    private static String value(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            return String.format(Locale.ROOT, "%.3f", value.asDouble()).replaceFirst("\\.?0+$", "");
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
