package dev.mimo.skills.run;

import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.skills.catalog.SkillDefinition;

/// Brings a skill up.
@FunctionalInterface
public interface SkillConnector {
    /// Takes as long as its limit allows; an interrupt ends the attempt, and whatever was started by then.
    ///
    /// @param handlers for what it asks and tells of its own accord
    /// @throws dev.mimo.refusal.RefusedException when it cannot be brought up, with the reason and what to do
    RunningSkill connect(SkillDefinition skill, ClientHandlers handlers) throws InterruptedException;
}
