package dev.mimo.door.cli.skills;

import dev.mimo.door.cli.CommonOptions;
import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import dev.mimo.skills.operation.SkillOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `skills add`
@Command(description = "Add a skill, or change it.", sortOptions = false,
        footer = {"", "For example: skills add everything -- npx -y @modelcontextprotocol/server-everything"})
final class AddSkillVerb implements Callable<Integer> {
    private final SkillRunner runner;
    private final SkillLines lines;

    @Parameters(index = "0", paramLabel = "NAME", description = "Stands before the names of its tools.")
    String name = "";

    @Parameters(index = "1..*", paramLabel = "COMMAND", description = "A program and its arguments, after '--'.")
    List<String> command = new ArrayList<>();

    @Option(names = "--url", paramLabel = "URL", description = "A server elsewhere, in place of a command.")
    @Nullable
    String url;

    @Option(names = "--header", paramLabel = "'NAME: VALUE'", description = "Sent to it with each request.")
    List<String> headers = new ArrayList<>();

    @Option(names = "--env", paramLabel = "NAME=VALUE",
            description = "Added to the program's environment; ${NAME} stands for a variable of Mimo's own.")
    List<String> variables = new ArrayList<>();

    @Option(names = "--cwd", paramLabel = "DIR", description = "Where the program runs.")
    @Nullable
    String directory;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "Print the answer as JSON.")
    boolean json;

    AddSkillVerb(SkillRunner runner, SkillLines lines) {
        this.runner = runner;
        this.lines = lines;
    }

    @Override
    public Integer call() {
        if (command.isEmpty() == (url == null)) {
            throw Refusal.invalid("COMMAND", "and --url exclude each other, and one of them is needed",
                    "Write it like `skills add NAME -- PROGRAM ARGUMENT…`, or with --url URL.");
        }
        ObjectNode request = Json.object().put("name", name);
        if (url == null) {
            request.put("command", command.getFirst());
            command.subList(1, command.size()).forEach(request.putArray("args")::add);
            put(request, "env", variables, '=');
            if (directory != null) {
                request.put("cwd", directory);
            }
        } else {
            request.put("url", url);
            put(request, "headers", headers, ':');
        }
        runner.run(common, SkillOperations.all().put(), request, json, lines::print);
        return 0;
    }

    private static void put(ObjectNode request, String field, List<String> pairs, char between) {
        if (pairs.isEmpty()) {
            return;
        }
        ObjectNode map = request.putObject(field);
        for (String pair : pairs) {
            int at = pair.indexOf(between);
            if (at < 1) {
                throw Refusal.invalid(field, "has '" + pair + "', which holds no '" + between + "'",
                        "Write a name, " + between + " and a value.");
            }
            map.put(pair.substring(0, at).strip(), pair.substring(at + 1).strip());
        }
    }
}
