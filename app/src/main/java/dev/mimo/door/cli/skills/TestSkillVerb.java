package dev.mimo.door.cli.skills;

import dev.mimo.door.cli.CommonOptions;
import dev.mimo.door.cli.Terminal;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.refusal.Refusal;
import dev.mimo.skills.operation.ToolOperations;
import dev.mimo.skills.operation.ToolOperations.ToolAnswer;
import dev.mimo.tools.VisibleText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `skills test`
@Command(description = "Call one of a skill's tools.", sortOptions = false,
        footer = {"", "For example: skills test everything echo '{\"message\": \"hello\"}'"})
final class TestSkillVerb implements Callable<Integer> {
    private static final int FAILED = 7;

    private final SkillRunner runner;

    @Parameters(index = "0", paramLabel = "NAME", description = "The skill.")
    String name = "";

    @Parameters(index = "1", paramLabel = "TOOL", description = "The tool, by its name at the skill.")
    String tool = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "JSON", defaultValue = "{}",
            description = "Its arguments, as an object.")
    String arguments = "{}";

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "Print the answer as JSON.")
    boolean json;

    private boolean failed;

    TestSkillVerb(SkillRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        ObjectNode request = Json.object().put("name", name + "__" + tool);
        try {
            request.set("arguments", Json.parseObject(arguments, JsonLimits.defaults()));
        } catch (MalformedJsonException e) {
            throw Refusal.invalid("JSON", "is no object of arguments: " + e.getMessage(),
                    "Write it like '{\"path\": \"/tmp\"}'.");
        }
        runner.run(common, ToolOperations.all().call(), request, json, this::print);
        return failed ? FAILED : 0;
    }

    private void print(ToolAnswer answer) {
        Terminal terminal = runner.terminal();
        for (ObjectNode piece : answer.content()) {
            String text = piece.path("text").asString("");
            if (piece.path("type").asString("").equals("text")) {
                text.lines().map(VisibleText::line).forEach(terminal.out()::println);
            } else {
                terminal.out().println("[" + VisibleText.line(piece.path("type").asString("")) + "]");
            }
        }
        failed = answer.error();
        if (failed) {
            terminal.err().println("The tool says that it failed.");
        }
    }
}
