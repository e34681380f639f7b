package dev.mimo.mcp.server;

import dev.mimo.mcp.model.Annotations;
import dev.mimo.mcp.model.Answered;
import dev.mimo.mcp.model.Ask;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {
    private static final Ask.Form NAME = new Ask.Form("What is your name?", Engine.json("""
            {"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}"""));

    @ParameterizedTest
    @ValueSource(strings = {"mcp-whole-stateful.txt", "mcp-whole-stateless.txt", "mcp-whole-oldest.txt"})
    void a_whole_session_of_each_era_goes_as_written(String name) throws IOException {
        ToolBox tools = new ToolBox()
                .with(ToolBox.any("media"), (_, _) -> new ToolResult(List.of(Content.text("all kinds"),
                        new Content.Image(new byte[]{1}, "image/png", Annotations.NONE),
                        new Content.Audio(new byte[]{2}, "audio/wav", Annotations.NONE),
                        new Content.ResourceLink("test://a", "a", "A", null, "text/plain", 5L, Annotations.NONE),
                        new Content.Embedded(new ResourceBody.Text("test://a", "text/plain", "first"),
                                Annotations.NONE)),
                        null, false))
                .with(ToolBox.any("greet"), (_, context) -> greet(context))
                .with(ToolBox.any("job").with(TaskSupport.OPTIONAL), (_, context) -> {
                    context.becomeTask();
                    return greet(context);
                });
        try (Engine engine = new Engine(tools)) {
            new Transcript(engine.server).holds(name);
        }
    }

    private static ToolResult greet(CallContext context) throws InterruptedException {
        Answered answered = context.ask(Map.of("who", NAME)).get("who");
        return ToolBox.said("Hello, " + (answered instanceof Answered.Elicited elicited
                ? elicited.content().path("name").asString("whoever you are")
                : "?"));
    }
}
