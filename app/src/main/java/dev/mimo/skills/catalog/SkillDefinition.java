package dev.mimo.skills.catalog;

/// One MCP server of somebody else, as `skills.json` has it.
///
/// @param name stands before the names of its tools
/// @param enabled whether it is offered at all
public record SkillDefinition(String name, SkillLaunch launch, SkillOptions options, boolean enabled) {}
