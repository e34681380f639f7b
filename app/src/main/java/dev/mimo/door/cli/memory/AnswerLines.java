package dev.mimo.door.cli.memory;

import dev.mimo.cortex.AskOperation.AskAnswer;
import dev.mimo.cortex.AskOperation.Citation;
import dev.mimo.cortex.AskOperation.ScoredSource;
import dev.mimo.door.cli.Terminal;
import dev.mimo.tools.VisibleText;
import java.util.List;

/// The answer to a question, for people.
record AnswerLines(Terminal terminal) {
    void print(AskAnswer answer) {
        VisibleText.lines(answer.answer()).forEach(terminal.out()::println);
        List<String> ids = answer.citations().stream().map(Citation::id).map(VisibleText::line).toList();
        if (!ids.isEmpty()) {
            note("from: " + String.join(", ", ids));
        }
        if (answer.model() != null) {
            note("worded by: " + VisibleText.line(answer.model()));
        }
        List<ScoredSource> found = answer.found();
        if (found != null) {
            found.forEach(each -> note(MemoryLines.score(each.score()) + "  " + VisibleText.line(each.id())));
        }
        answer.reasons().forEach(reason -> note(VisibleText.line(reason)));
    }

    private void note(String text) {
        terminal.err().println(text);
    }
}
