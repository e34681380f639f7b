package dev.mimo.procedures.definition;

/// What is wrong with a definition, and where.
///
/// @param path as people write it: `states.build.retry[0].max_attempts`; empty for the whole
/// @param line from 1; that of the nearest value around it that has one
/// @param message a sentence without a full stop
public record DefinitionProblem(String path, int line, String message) {}
