package dev.mimo.procedures.definition;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// One state as it was read.
///
/// @param transitions to other states of the same machine, in the order in which they are written
/// @param ends whether the machine may end after it
/// @param inner the machines of its branches, or of its items
/// @param paths whether values are picked with JSONPath and not with JSONata
/// @param source its fields as they are written
public record ProcedureState(String name, StateType type, List<StateTransition> transitions, boolean ends,
        List<StateMachine> inner, boolean paths, ObjectNode source) {
    /// A way from one state to another.
    ///
    /// @param field the path of the field that says so
    /// @param label when it is taken, for people; empty for always
    public record StateTransition(String target, String field, String label) {}
}
