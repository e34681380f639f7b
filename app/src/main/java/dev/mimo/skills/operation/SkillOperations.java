package dev.mimo.skills.operation;

import dev.mimo.call.HttpForm;
import dev.mimo.call.HttpForm.Body;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Effect;
import dev.mimo.call.Operation.Title;
import dev.mimo.skills.operation.SkillAnswers.SkillDiff;
import dev.mimo.skills.operation.SkillAnswers.SkillList;
import dev.mimo.skills.operation.SkillAnswers.SkillStatus;
import dev.mimo.skills.operation.SkillRequests.Everything;
import dev.mimo.skills.operation.SkillRequests.OneSkill;
import dev.mimo.skills.operation.SkillRequests.SkillEntry;

/// All that skills can be asked.
public record SkillOperations(Call<Everything, SkillList> list, Call<SkillEntry, SkillStatus> put,
        Call<OneSkill, SkillList> remove, Call<OneSkill, SkillStatus> restart, Call<OneSkill, SkillStatus> stop,
        Call<OneSkill, SkillStatus> trust, Call<OneSkill, SkillDiff> diff) {
    private static final String GROUP = "Skills";

    public static SkillOperations all() {
        return new SkillOperations(
                new Call<>(new Title("listSkills", GROUP, "List skills", "Other people's MCP servers, and how each "
                        + "is."), Effect.READS, HttpForm.get("/v1/skills"), SkillRequests.everything(),
                        SkillAnswers.list()),
                new Call<>(new Title("putSkill", GROUP, "Add or change a skill", "Writes its entry of `skills.json`. "
                        + "Calls under way in one that is changed may end."), Effect.WRITES,
                        HttpForm.of("PUT", "/v1/skills/{name}", Body.FIELDS), SkillRequests.entry(),
                        SkillAnswers.status()),
                new Call<>(new Title("removeSkill", GROUP, "Remove a skill", "Answers with those that are left."),
                        Effect.DESTROYS, HttpForm.of("DELETE", "/v1/skills/{name}", Body.NONE), SkillRequests.one(),
                        SkillAnswers.list()),
                call("restartSkill", "Start a skill anew", "Also when it has failed too often.", "restart"),
                call("stopSkill", "Stop a skill", "The next call starts it again.", "stop"),
                call("trustSkill", "Approve a skill's tools", "All that it offers now, as `diff` shows it.", "trust"),
                new Call<>(new Title("skillDiff", GROUP, "Show what has changed in a skill", ""), Effect.READS,
                        HttpForm.get("/v1/skills/{name}/diff"), SkillRequests.one(), SkillAnswers.diff()));
    }

    private static Call<OneSkill, SkillStatus> call(String id, String title, String more, String verb) {
        return new Call<>(new Title(id, GROUP, title, more), Effect.WRITES,
                HttpForm.of("POST", "/v1/skills/{name}/" + verb, Body.NONE), SkillRequests.one(),
                SkillAnswers.status());
    }
}
