package dev.mimo.facts.reason;

/// Two statements that a rule does not let stand beside each other. Neither is decided against.
///
/// @param rule functional or disjoint
/// @param one the one that does not hold without the statement that was asked about
/// @param other as well, it may be
public record StatementConflict(Rule rule, ReasonedStatement one, ReasonedStatement other) {}
