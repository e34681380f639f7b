package dev.mimo.door.cli.skills;

import dev.mimo.call.Operation.Call;
import dev.mimo.door.cli.CommonOptions;
import dev.mimo.json.Json;
import dev.mimo.skills.operation.SkillRequests.OneSkill;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A verb that does one thing to one skill.
@Command(sortOptions = false)
final class OneSkillVerb<A> implements Callable<Integer> {
    private final SkillRunner runner;
    private final Call<OneSkill, A> operation;
    private final Consumer<A> forPeople;

    @Parameters(paramLabel = "NAME", description = "The skill.")
    String name = "";

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "Print the answer as JSON.")
    boolean json;

    OneSkillVerb(SkillRunner runner, Call<OneSkill, A> operation, Consumer<A> forPeople) {
        this.runner = runner;
        this.operation = operation;
        this.forPeople = forPeople;
    }

    @Override
    public Integer call() {
        runner.run(common, operation, Json.object().put("name", name), json, forPeople);
        return 0;
    }
}
