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
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.node.ObjectNode;

/// Calls a tool of a skill, and prints what it answers.
record ToolCaller(SkillRunner runner) {
    private static final int FAILED = 7;

    /// @param name with its skill's before it
    /// @param arguments an object of JSON
    /// @return the exit code
    int call(CommonOptions common, String name, String arguments, boolean json) {
        ObjectNode request = Json.object().put("name", name);
        try {
            request.set("arguments", Json.parseObject(arguments, JsonLimits.defaults()));
        } catch (MalformedJsonException e) {
            throw Refusal.invalid("JSON", "is no object of arguments: " + e.getMessage(),
                    "Write it like '{\"path\": \"/tmp\"}'.");
        }
        AtomicBoolean failed = new AtomicBoolean();
        runner.run(common, ToolOperations.all().call(), request, json, answer -> {
            print(answer);
            failed.set(answer.error());
        });
        return failed.get() ? FAILED : 0;
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
        if (answer.error()) {
            terminal.err().println("The tool says that it failed.");
        }
    }
}
