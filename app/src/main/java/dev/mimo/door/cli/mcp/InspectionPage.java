package dev.mimo.door.cli.mcp;

import dev.mimo.door.cli.Terminal;
import dev.mimo.mcp.client.use.ServerFacts;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.tools.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An inspection for people.
final class InspectionPage {
    private static final int COLUMNS = 100;

    private final Terminal terminal;
    private final ServerInspection inspection;

    InspectionPage(Terminal terminal, ServerInspection inspection) {
        this.terminal = terminal;
        this.inspection = inspection;
    }

    void print() {
        server();
        heading("Tools", inspection.tools().tools().size());
        inspection.tools().tools().forEach(this::tool);
        inspection.tools().leftOut().forEach(tool -> wrapped(2,
                terminal.yellow("left out: " + VisibleText.line(tool.name())) + "  " + tool.why()));
        heading("Resources", inspection.resources().size());
        inspection.resources().forEach(resource -> entry(resource.uri(), resource.name(), resource.mimeType(),
                resource.description()));
        heading("Resource templates", inspection.templates().size());
        inspection.templates().forEach(template -> entry(template.uriTemplate(), template.name(), template.mimeType(),
                template.description()));
        heading("Prompts", inspection.prompts().size());
        inspection.prompts().forEach(this::prompt);
    }

    private void server() {
        ServerFacts facts = inspection.facts();
        String name = facts.name().isEmpty() ? "A server without a name" : facts.name();
        line(0, terminal.bold(VisibleText.line(name + " " + facts.self().version()).strip()) + "  at "
                + VisibleText.line(inspection.target()));
        String title = facts.self().title();
        if (title != null && !title.equals(facts.name())) {
            line(2, VisibleText.line(title));
        }
        String others = String.join(", ", facts.supported().stream()
                .filter(date -> !date.equals(facts.revision().date())).toList());
        line(2, "era           " + (facts.revision().isStateless() ? "stateless" : "stateful") + ", revision "
                + facts.revision().date() + (others.isEmpty() ? "" : " (also " + VisibleText.line(others) + ")"));
        line(2, "capabilities  " + VisibleText.line(capabilities(facts.capabilities())));
        if (facts.instructions() != null && !facts.instructions().isBlank()) {
            line(2, "instructions");
            wrapped(4, VisibleText.of(facts.instructions().strip()));
        }
    }

    private static String capabilities(JsonNode capabilities) {
        StringJoiner words = new StringJoiner(", ").setEmptyValue("none named");
        capabilities.properties().forEach(capability -> {
            StringJoiner details = new StringJoiner(", ", " (", ")").setEmptyValue("");
            capability.getValue().properties().forEach(detail -> {
                if (!detail.getValue().isBoolean() || detail.getValue().booleanValue()) {
                    details.add(detail.getKey());
                }
            });
            words.add(capability.getKey() + details);
        });
        return words.toString();
    }

    private void heading(String what, int count) {
        terminal.out().println();
        line(0, terminal.bold(what) + " (" + count + ")");
    }

    private void tool(ToolDefinition tool) {
        String title = tool.title().equals(tool.name()) ? "" : "  " + VisibleText.line(tool.title());
        line(2, terminal.bold(tool.name()) + title + terminal.faint("  " + hints(tool.annotations())));
        wrapped(4, VisibleText.of(tool.description().strip()));
        arguments(SchemaWords.arguments(tool.inputSchema()));
        if (tool.outputSchema() != null) {
            line(4, "answers " + VisibleText.line(SchemaWords.type(tool.outputSchema())) + ": "
                    + VisibleText.line(String.join(", ", SchemaWords.arguments(tool.outputSchema()).keySet())));
        }
    }

    private static String hints(ToolAnnotations hints) {
        List<String> words = new ArrayList<>();
        if (hints.readOnly()) {
            words.add("only reads");
        } else {
            words.add(hints.destructive() ? "may destroy" : "only adds");
            words.add(hints.idempotent() ? "may be repeated" : "not to be repeated");
        }
        words.add(hints.openWorld() ? "reaches outside" : "stays inside");
        return "[" + String.join(", ", words) + "]";
    }

    private void arguments(Map<String, String> arguments) {
        arguments.forEach((name, words) -> wrapped(6, VisibleText.line(name) + "  " + VisibleText.line(words)));
    }

    private void entry(String address, String name, @Nullable String mimeType, @Nullable String description) {
        line(2, VisibleText.line(address) + "  " + terminal.bold(VisibleText.line(name))
                + (mimeType == null ? "" : "  " + VisibleText.line(mimeType)));
        if (description != null) {
            wrapped(4, VisibleText.of(description.strip()));
        }
    }

    private void prompt(PromptDefinition prompt) {
        String title = prompt.title().equals(prompt.name()) ? "" : "  " + VisibleText.line(prompt.title());
        line(2, terminal.bold(VisibleText.line(prompt.name())) + title);
        wrapped(4, VisibleText.of(prompt.description().strip()));
        prompt.arguments().forEach(argument -> wrapped(6, VisibleText.line(argument.name())
                + (argument.required() ? "*" : "") + "  " + VisibleText.line(argument.description())));
    }

    private void line(int indent, String text) {
        terminal.out().println(" ".repeat(indent) + text.stripTrailing());
    }

    /// Breaks long lines between words; what follows the first line of a paragraph stands a little further in.
    private void wrapped(int indent, String text) {
        if (text.isEmpty()) {
            return;
        }
        for (String paragraph : text.split("\n", -1)) {
            StringBuilder current = new StringBuilder();
            int inner = indent;
            for (String word : paragraph.stripTrailing().split(" ", -1)) {
                if (!current.isEmpty() && inner + current.length() + 1 + word.length() > COLUMNS) {
                    line(inner, current.toString());
                    current.setLength(0);
                    inner = indent + 2;
                }
                current.append(current.isEmpty() ? "" : " ").append(word);
            }
            line(inner, current.toString());
        }
    }
}
