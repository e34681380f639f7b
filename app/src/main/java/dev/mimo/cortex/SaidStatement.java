package dev.mimo.cortex;

/// Something that a user stated, worth remembering.
///
/// @param text in the user's own words
/// @param category `fact`, `observation`, `action`, `plan` or `episode`
/// @param importance 0..1
public record SaidStatement(String text, String category, double importance) {}
