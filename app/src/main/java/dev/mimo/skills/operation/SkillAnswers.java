package dev.mimo.skills.operation;

import dev.mimo.call.Field;
import dev.mimo.call.RecordShape;
import dev.mimo.call.ValueShapes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is answered of skills: each answer as a record, and its shape.
public final class SkillAnswers {
    private SkillAnswers() {}

    /// How a skill is.
    public enum SkillState {
        IDLE, STARTING, RUNNING, FAILED, DISABLED, HELD
    }

    /// How a skill is reached.
    public enum SkillTransport {
        STDIO, HTTP
    }

    /// One skill as it is now.
    ///
    /// @param tools that can be used
    /// @param held back, until they are approved
    /// @param memoryBytes of all its processes; absent when none runs
    /// @param lastError why it last failed; absent when it did not
    /// @param since when it came to be so
    public record SkillStatus(String name, SkillState state, SkillTransport transport, int tools, List<HeldTool> held,
            int processes, @Nullable Long memoryBytes, int calls, @Nullable String lastError, Instant since) {}

    /// A tool that is held back.
    public record HeldTool(String tool, String why) {}

    static RecordShape<SkillStatus> status() {
        RecordShape.Builder<SkillStatus> of = RecordShape.named("Skill");
        Field<String> name = of.required("name", "Stands before the names of its tools, with `__` between.",
                ValueShapes.text(), SkillStatus::name);
        Field<SkillState> state = of.required("state", "`held`: none of its tools is approved.",
                ValueShapes.choice(SkillState.class), SkillStatus::state);
        Field<SkillTransport> transport = of.required("transport", "A program of this machine, or a server elsewhere.",
                ValueShapes.choice(SkillTransport.class), SkillStatus::transport);
        Field<Integer> tools = of.required("tools", "How many of its tools can be used.",
                ValueShapes.integer(0, Integer.MAX_VALUE), SkillStatus::tools);
        Field<List<HeldTool>> held = of.unlessEmpty("held", "Its tools that are held back until they are approved.",
                ValueShapes.list(heldTool()), SkillStatus::held);
        Field<Integer> processes = of.required("processes", "How many of its processes run.",
                ValueShapes.integer(0, Integer.MAX_VALUE), SkillStatus::processes);
        Field<@Nullable Long> memory = of.optional("memory_bytes", "Memory that those hold.", ValueShapes.count(),
                SkillStatus::memoryBytes);
        Field<Integer> calls = of.required("calls", "How many calls are under way.",
                ValueShapes.integer(0, Integer.MAX_VALUE), SkillStatus::calls);
        Field<@Nullable String> lastError = of.optional("last_error", "Why it last failed.", ValueShapes.text(),
                SkillStatus::lastError);
        Field<Instant> since = of.required("since", "When it came to be in this state.", ValueShapes.time(),
                SkillStatus::since);
        return of.made(values -> new SkillStatus(values.get(name), values.get(state), values.get(transport),
                values.get(tools), values.get(held), values.get(processes), values.get(memory), values.get(calls),
                values.get(lastError), values.get(since)));
    }

    private static RecordShape<HeldTool> heldTool() {
        RecordShape.Builder<HeldTool> of = RecordShape.named("HeldTool");
        Field<String> tool = of.required("tool", "Its name at the skill.", ValueShapes.text(), HeldTool::tool);
        Field<String> why = of.required("why", "What there is against it.", ValueShapes.text(), HeldTool::why);
        return of.made(values -> new HeldTool(values.get(tool), values.get(why)));
    }

    /// All skills.
    ///
    /// @param problems entries of `skills.json` that cannot be understood
    public record SkillList(List<SkillStatus> skills, List<EntryProblem> problems) {}

    /// @param entry its name as it is written; empty for the file as a whole
    public record EntryProblem(String entry, String problem) {}

    static RecordShape<SkillList> list() {
        RecordShape.Builder<EntryProblem> one = RecordShape.named("EntryProblem");
        Field<String> entry = one.required("entry", "The entry of `skills.json`; empty for the file as a whole.",
                ValueShapes.text(), EntryProblem::entry);
        Field<String> problem = one.required("problem", "What is wrong with it, and what to do.", ValueShapes.text(),
                EntryProblem::problem);
        RecordShape<EntryProblem> problems =
                one.made(values -> new EntryProblem(values.get(entry), values.get(problem)));

        RecordShape.Builder<SkillList> of = RecordShape.named("Skills");
        Field<List<SkillStatus>> skills = of.required("skills", "In the order of `skills.json`.",
                ValueShapes.list(status()), SkillList::skills);
        Field<List<EntryProblem>> wrong = of.unlessEmpty("problems", "Entries that cannot be understood.",
                ValueShapes.list(problems), SkillList::problems);
        return of.made(values -> new SkillList(values.get(skills), values.get(wrong)));
    }

    /// How what a skill offers differs from what was approved.
    public record SkillDiff(String name, List<ToolChange> changes) {}

    /// @param diff lines of both definitions, each with a space, `-` or `+` before it
    public record ToolChange(String tool, Change change, String diff) {
        public enum Change {
            ADDED, CHANGED, REMOVED
        }
    }

    static RecordShape<SkillDiff> diff() {
        RecordShape.Builder<ToolChange> one = RecordShape.named("ToolChange");
        Field<String> tool = one.required("tool", "Its name at the skill.", ValueShapes.text(), ToolChange::tool);
        Field<ToolChange.Change> change = one.required("change", "What happened to it.",
                ValueShapes.choice(ToolChange.Change.class), ToolChange::change);
        Field<String> text = one.required("diff", "Both definitions, line by line: `-` was approved, `+` is offered.",
                ValueShapes.text(), ToolChange::diff);
        RecordShape<ToolChange> changed =
                one.made(values -> new ToolChange(values.get(tool), values.get(change), values.get(text)));

        RecordShape.Builder<SkillDiff> of = RecordShape.named("SkillDiff");
        Field<String> name = of.required("name", "The skill.", ValueShapes.text(), SkillDiff::name);
        Field<List<ToolChange>> changes = of.required("changes", "By tool.", ValueShapes.list(changed),
                SkillDiff::changes);
        return of.made(values -> new SkillDiff(values.get(name), values.get(changes)));
    }
}
