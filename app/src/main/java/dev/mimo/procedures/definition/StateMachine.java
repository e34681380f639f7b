package dev.mimo.procedures.definition;

import java.util.Map;

/// States, of which one is the first: a whole procedure, a branch, or what is done with each item.
///
/// @param states by their names, in the order in which they are written
public record StateMachine(String startAt, Map<String, ProcedureState> states) {}
