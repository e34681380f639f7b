package dev.mimo.door.cli.skills;

import dev.mimo.door.cli.Terminal;
import dev.mimo.door.cli.memory.RelativeTime;
import dev.mimo.skills.operation.SkillAnswers.HeldTool;
import dev.mimo.skills.operation.SkillAnswers.SkillDiff;
import dev.mimo.skills.operation.SkillAnswers.SkillList;
import dev.mimo.skills.operation.SkillAnswers.SkillState;
import dev.mimo.skills.operation.SkillAnswers.SkillStatus;
import dev.mimo.skills.operation.SkillAnswers.ToolChange;
import dev.mimo.tools.VisibleText;
import java.util.Locale;

/// Skills for people.
record SkillLines(Terminal terminal) {
    private static final long MIB = 1 << 20;

    void print(SkillList answer) {
        if (answer.skills().isEmpty()) {
            terminal.err().println("No skills. '" + terminal.command() + " skills add NAME -- COMMAND' adds one.");
        }
        answer.skills().forEach(this::print);
        answer.problems().forEach(problem -> terminal.err().println(terminal.red("skills.json"
                + (problem.entry().isEmpty() ? "" : ", " + VisibleText.line(problem.entry())) + ": ")
                + VisibleText.line(problem.problem())));
    }

    void print(SkillStatus skill) {
        StringBuilder line = new StringBuilder(terminal.bold(skill.name())).append("  ").append(state(skill.state()))
                .append(' ').append(RelativeTime.of(skill.since(), terminal.clock().instant()))
                .append("  ").append(count(skill.tools(), "tool"));
        if (skill.processes() > 0) {
            line.append("  ").append(skill.processes() == 1 ? "1 process" : skill.processes() + " processes");
        }
        if (skill.memoryBytes() != null) {
            line.append("  ").append(skill.memoryBytes() / MIB).append(" MiB");
        }
        if (skill.calls() > 0) {
            line.append("  ").append(count(skill.calls(), "call"));
        }
        terminal.out().println(line);
        if (skill.lastError() != null) {
            terminal.out().println("    " + terminal.red("last error: ") + VisibleText.line(skill.lastError()));
        }
        for (HeldTool held : skill.held()) {
            terminal.out().println("    " + terminal.yellow("held: ") + VisibleText.line(held.tool()) + ": "
                    + VisibleText.line(held.why()));
        }
    }

    void print(SkillDiff diff) {
        if (diff.changes().isEmpty()) {
            terminal.err().println("What " + diff.name() + " offers is what was approved.");
        }
        for (ToolChange change : diff.changes()) {
            terminal.out().println(terminal.bold(VisibleText.line(change.tool())) + "  "
                    + change.change().name().toLowerCase(Locale.ROOT));
            change.diff().lines().map(VisibleText::line).forEach(line -> terminal.out().println("  "
                    + (line.startsWith("+")
                            ? terminal.green(line)
                            : line.startsWith("-") ? terminal.red(line) : line)));
        }
    }

    private String state(SkillState state) {
        String word = state.name().toLowerCase(Locale.ROOT);
        return switch (state) {
            case RUNNING -> terminal.green(word);
            case FAILED -> terminal.red(word);
            case HELD -> terminal.yellow(word);
            case IDLE, STARTING, DISABLED -> terminal.faint(word);
        };
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
