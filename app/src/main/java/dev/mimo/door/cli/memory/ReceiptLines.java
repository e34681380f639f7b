package dev.mimo.door.cli.memory;

import dev.mimo.door.cli.Terminal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A receipt for people: what happened, to what, and how to take it back.
record ReceiptLines(Terminal terminal, MemoryOptions options) {
    void print(ObjectNode answer) {
        JsonNode receipt = answer.path("receipt");
        terminal.out().println(headline(receipt));
        line(receipt, "reason", "why: ", "");
        line(receipt, "remedy", "do:  ", "");
        line(receipt, "undo", "undo: " + terminal.command() + " undo ", options.inHint());
        receipt.path("similar").forEach(similar -> terminal.out().println("  much like "
                + PlainText.of(similar.path("id")) + " (" + MemoryLines.score(similar) + ")"));
    }

    private String headline(JsonNode receipt) {
        String status = PlainText.of(receipt.path("status"));
        String painted = status.equals("held") ? terminal.yellow(status) : terminal.green(status);
        StringBuilder line = new StringBuilder(painted);
        if (receipt.hasNonNull("id")) {
            line.append("  ").append(PlainText.of(receipt.path("id")));
        } else if (receipt.hasNonNull("count")) {
            line.append("  ").append(receipt.path("count").asString()).append(" memories");
        }
        if (receipt.path("version").asInt(0) > 1) {
            line.append("  version ").append(receipt.path("version").asInt());
        }
        return line.append("  in ").append(PlainText.of(receipt.path("namespace"))).toString();
    }

    private void line(JsonNode receipt, String field, String before, String after) {
        if (receipt.hasNonNull(field)) {
            terminal.out().println("  " + before + PlainText.of(receipt.path(field)) + after);
        }
    }
}
