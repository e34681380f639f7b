package dev.mimo.conformance;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.PromptDefinition.Argument;
import dev.mimo.mcp.model.PromptProvider;
import dev.mimo.mcp.model.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class FixturePrompts implements PromptProvider {
    private final Map<String, Prompt> prompts = new LinkedHashMap<>();

    FixturePrompts() {
        add("test_simple_prompt", List.of(), (_, _) -> filled(Content.text("This is a simple prompt for testing.")));
        add("test_prompt_with_arguments", List.of("arg1", "arg2"), (given, _) -> filled(Content.text(
                "Prompt with arguments: arg1='" + given.get("arg1") + "', arg2='" + given.get("arg2") + "'")));
        add("test_prompt_with_embedded_resource", List.of("resourceUri"), (given, _) -> filled(
                ContentTools.resource(given.getOrDefault("resourceUri", ""), "text/plain",
                        "Embedded resource content for testing."),
                Content.text("Please process the embedded resource above.")));
        add("test_prompt_with_image", List.of(),
                (_, _) -> filled(ContentTools.image(), Content.text("Please analyze the image above.")));
        add("test_input_required_result_prompt", List.of(), (_, context) -> asked(context));
    }

    private static Filled asked(CallContext context) throws InterruptedException {
        return filled(Content.text("Context: " + Fixture.field(Fixture.ask(context, "user_context",
                Fixture.form("What context should the prompt use?", "{'type':'object','properties':{'context':{"
                        + "'type':'string'}},'required':['context']}")),
                "context")));
    }

    private void add(String name, List<String> arguments, Get get) {
        List<Argument> described = arguments.stream()
                .map(argument -> new Argument(argument, null, "A fixture's argument.", true)).toList();
        prompts.put(name, new Prompt(new PromptDefinition(name, name, "A fixture.", described), get));
    }

    private static Filled filled(Content... content) {
        return new Filled(null, Stream.of(content).map(each -> new Message(Role.USER, each)).toList());
    }

    @Override
    public List<PromptDefinition> list() {
        return prompts.values().stream().map(Prompt::definition).toList();
    }

    @Override
    public @Nullable Prompt find(String name) {
        return prompts.get(name);
    }
}
