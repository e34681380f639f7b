package dev.mimo.door.cli.skills;

import dev.mimo.door.cli.CommonOptions;
import dev.mimo.door.cli.Terminal;
import dev.mimo.json.Json;
import dev.mimo.skills.operation.ToolOperations;
import dev.mimo.skills.operation.ToolOperations.ListedTool;
import dev.mimo.skills.operation.ToolOperations.ToolList;
import dev.mimo.tools.VisibleText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `tools find`
@Command(description = "Find tools of skills by what you want to do; all of them without a request.",
        sortOptions = false, footer = {"", "For example: tools find resize an image"})
final class FindToolsVerb implements Callable<Integer> {
    private static final int DESCRIPTION_CHARS = 100;

    private final SkillRunner runner;

    @Parameters(arity = "0..*", paramLabel = "REQUEST", description = "What you want to do.")
    List<String> request = List.of();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "10", description = "At most so many (10).")
    int limit = 10;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "Print the answer as JSON, with the schemas of arguments.")
    boolean json;

    FindToolsVerb(SkillRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        ObjectNode query = Json.object().put("limit", limit);
        if (!request.isEmpty()) {
            query.put("query", String.join(" ", request));
        }
        runner.run(common, ToolOperations.all().find(), query, json, this::print);
        return 0;
    }

    private void print(ToolList found) {
        Terminal terminal = runner.terminal();
        found.tools().forEach(tool -> terminal.out().println(line(tool)));
        if (found.tools().isEmpty()) {
            terminal.err().println("No tool fits. `skills list` shows which skills there are, and how each is.");
        }
        if (found.more()) {
            terminal.err().println("There are others; see them with --limit.");
        }
        if (!found.degraded().isEmpty()) {
            terminal.err().println("Found by words only, as their meaning was not there in time; ask again.");
        }
    }

    private String line(ListedTool tool) {
        String first = tool.description().lines().findFirst().orElse("");
        String shown = first.length() <= DESCRIPTION_CHARS ? first : first.substring(0, DESCRIPTION_CHARS) + "…";
        String score = request.isEmpty() ? "" : "%.2f  ".formatted(tool.score());
        return score + VisibleText.line(tool.name()) + "  " + VisibleText.line(shown);
    }
}
