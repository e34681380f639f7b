package dev.mimo.door.cli.memory;

import dev.mimo.door.cli.Terminal;
import dev.mimo.facts.FactId;
import dev.mimo.terms.Receipt;
import dev.mimo.tools.VisibleText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A receipt for people: what happened, to what, and how to take it back.
///
/// @param hint what goes at the end of a command that is proposed
public record ReceiptLines(Terminal terminal, String hint) {
    public void print(Receipt receipt) {
        terminal.out().println(headline(receipt));
        line(receipt.reason(), "why: ", "");
        line(receipt.remedy(), "do:  ", "");
        line(receipt.undo(), "undo: " + terminal.command() + " undo ", hint);
        receipt.similar().forEach(similar -> terminal.out().println("  "
                + (receipt.conflicts().contains(similar.id()) ? terminal.yellow("may contradict ") : "much like ")
                + similar.id() + (similar.score() > 0 ? " (" + MemoryLines.score(similar.score()) + ")" : "")
                + (similar.text() == null ? "" : ": " + VisibleText.line(similar.text()))));
        line(receipt.closed().isEmpty() ? null : String.join(", ", receipt.closed()), "closed: ", "");
        if (isFact(receipt) && !receipt.conflicts().isEmpty()) {
            line(String.join(", ", receipt.conflicts()), terminal.yellow("says otherwise: "), "");
        } else if (!receipt.conflicts().isEmpty()) {
            line("undo this, and remember it with --replaces " + receipt.conflicts().getFirst() + " if that is over",
                    "", "");
        }
    }

    private String headline(Receipt receipt) {
        String status = receipt.status().name().toLowerCase(Locale.ROOT);
        boolean held = receipt.status() == Receipt.Status.HELD;
        StringBuilder line = new StringBuilder(held ? terminal.yellow(status) : terminal.green(status));
        if (receipt.id() != null) {
            line.append("  ").append(receipt.id());
        } else if (receipt.isOverMany()) {
            line.append("  ").append(receipt.count()).append(things(receipt));
        }
        if (receipt.version() > 1) {
            line.append("  version ").append(receipt.version());
        }
        return line.append("  in ").append(receipt.namespace()).toString();
    }

    private static boolean isFact(Receipt receipt) {
        return receipt.kind().equals(FactId.KIND);
    }

    private static String things(Receipt receipt) {
        return isFact(receipt) ? " facts" : " memories";
    }

    private void line(@Nullable Object value, String before, String after) {
        if (value != null) {
            terminal.out().println("  " + before + VisibleText.line(value.toString()) + after);
        }
    }
}
