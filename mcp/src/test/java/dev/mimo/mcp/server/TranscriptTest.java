package dev.mimo.mcp.server;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ContentAnnotations;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {
    private static final InputRequest.Form NAME = new InputRequest.Form("What is your name?", TestEngine.json("""
            {"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}"""));

    @ParameterizedTest
    @ValueSource(strings = {"mcp-whole-stateful.txt", "mcp-whole-stateless.txt", "mcp-whole-oldest.txt"})
    void a_whole_session_of_each_era_goes_as_written(String name) throws IOException {
        TestToolBox tools = new TestToolBox()
                .with(TestToolBox.any("media"), (_, _) -> new ToolResult(List.of(Content.text("all kinds"),
                        new Content.Image(new byte[]{1}, "image/png", ContentAnnotations.NONE),
                        new Content.Audio(new byte[]{2}, "audio/wav", ContentAnnotations.NONE),
                        new Content.ResourceLink("test://a", "a", "A", null, "text/plain", 5L, ContentAnnotations.NONE),
                        new Content.Embedded(new ResourceBody.Text("test://a", "text/plain", "first"),
                                ContentAnnotations.NONE)),
                        null, false))
                .with(TestToolBox.any("greet"), (_, context) -> greet(context))
                .with(TestToolBox.any("job").with(TaskSupport.OPTIONAL), (_, context) -> {
                    context.becomeTask();
                    return greet(context);
                });
        try (TestEngine engine = new TestEngine(tools)) {
            new SessionTranscript(engine.server).holds(name);
        }
    }

    private static ToolResult greet(CallContext context) throws InterruptedException {
        InputResponse answered = context.ask(Map.of("who", NAME)).get("who");
        return TestToolBox.said("Hello, " + (answered instanceof InputResponse.Elicited elicited
                ? elicited.content().path("name").asString("whoever you are")
                : "?"));
    }
}
