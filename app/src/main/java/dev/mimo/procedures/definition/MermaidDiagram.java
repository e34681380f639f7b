package dev.mimo.procedures.definition;

import dev.mimo.procedures.definition.ProcedureState.StateTransition;
import java.util.HashMap;
import java.util.Map;

/// A machine as a state diagram in Mermaid, which many pages and editors show as a picture.
public final class MermaidDiagram {
    private static final int LABEL_CHARS_MAX = 60;

    private final StringBuilder out = new StringBuilder("stateDiagram-v2\n");
    private final Map<String, String> ids = new HashMap<>();

    private MermaidDiagram() {}

    public static String of(ProcedureDefinition definition) {
        MermaidDiagram diagram = new MermaidDiagram();
        diagram.machine(definition.machine(), 1);
        return diagram.out.toString();
    }

    private void machine(StateMachine machine, int depth) {
        for (ProcedureState state : machine.states().values()) {
            String id = id(state.name());
            if (state.inner().isEmpty()) {
                line(depth, "state \"" + shown(state.name()) + "\" as " + id);
                continue;
            }
            line(depth, "state \"" + shown(state.name()) + "\" as " + id + " {");
            String between = "";
            for (StateMachine inner : state.inner()) {
                out.append(between);
                machine(inner, depth + 1);
                between = "  ".repeat(depth + 1) + "--\n";
            }
            line(depth, "}");
        }
        line(depth, "[*] --> " + id(machine.startAt()));
        for (ProcedureState state : machine.states().values()) {
            for (StateTransition transition : state.transitions()) {
                line(depth, id(state.name()) + " --> " + id(transition.target())
                        + (transition.label().isEmpty() ? "" : " : " + shown(transition.label())));
            }
            if (state.ends()) {
                line(depth, id(state.name()) + " --> [*]");
            }
        }
    }

    private String id(String name) {
        return ids.computeIfAbsent(name, _ -> "s" + ids.size());
    }

    /// What would end a line or a text of the diagram is left out.
    private static String shown(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\"`;:{}#<>]+", " ").strip();
        return plain.length() <= LABEL_CHARS_MAX
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LABEL_CHARS_MAX / 2)) + "…";
    }

    private void line(int depth, String text) {
        out.repeat("  ", depth).append(text).append('\n');
    }
}
