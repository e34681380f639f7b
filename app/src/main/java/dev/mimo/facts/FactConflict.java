package dev.mimo.facts;

/// Two facts that exclude each other, both of which stand.
///
/// @param why which kind of rule says so
public record FactConflict(FactRule.RuleKind why, Fact first, Fact second) {}
