package dev.mimo.procedures.definition;

import dev.mimo.procedures.definition.ProcedureState.StateTransition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// Where a machine's transitions lead: whether every target is there, every state is reached, and an end can be reached
/// from each.
final class MachineGraph {
    private MachineGraph() {}

    /// @param own the object that holds the machine
    static void check(StateMachine machine, DefinitionObject own) {
        DefinitionObject all = own.object("States", false);
        if (all == null) {
            return;
        }
        boolean whole = machine.states().size() == all.node().size();
        for (ProcedureState state : machine.states().values()) {
            for (StateTransition transition : state.transitions()) {
                if (!all.node().has(transition.target())) {
                    whole = false;
                    own.document().problem(transition.field(),
                            "names no state of the same machine: '" + transition.target() + "'");
                }
            }
        }
        if (!all.node().has(machine.startAt())) {
            return;
        }
        Set<String> reached = reached(machine);
        for (String name : machine.states().keySet()) {
            if (whole && !reached.contains(name)) {
                own.document().problem(all.below(name), "is never reached");
            }
        }
        if (whole) {
            deadEnds(machine, reached, own, all);
        }
    }

    private static Set<String> reached(StateMachine machine) {
        Set<String> reached = new HashSet<>(Set.of(machine.startAt()));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            ProcedureState state = machine.states().get(open.pop());
            if (state != null) {
                state.transitions().stream().map(StateTransition::target).filter(reached::add).forEach(open::push);
            }
        }
        return reached;
    }

    private static void deadEnds(StateMachine machine, Set<String> reached, DefinitionObject own,
            DefinitionObject all) {
        Set<String> ending = new HashSet<>();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (ProcedureState state : machine.states().values()) {
                boolean ends = state.ends()
                        || state.transitions().stream().anyMatch(each -> ending.contains(each.target()));
                grew |= ends && ending.add(state.name());
            }
        }
        if (ending.isEmpty() && !machine.states().isEmpty()) {
            own.problem("States", "has no state with which it ends");
            return;
        }
        reached.stream().filter(name -> !ending.contains(name)).sorted()
                .forEach(name -> own.document().problem(all.below(name), "is a dead end: no end is reached from it"));
    }
}
