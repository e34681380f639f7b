package dev.mimo.conformance;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolProvider.Call;
import dev.mimo.mcp.model.ToolProvider.Tool;
import dev.mimo.mcp.model.ToolResult;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What fixtures are made with.
final class Fixture {
    private static final JsonMapper JSON = new JsonMapper();
    /// One red pixel.
    static final byte[] PNG = Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42m"
            + "P8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");
    /// No samples at all, at 8 kHz.
    static final byte[] WAV = Base64.getDecoder()
            .decode("UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=");
    static final String NO_ARGUMENTS = "{'type':'object'}";

    private Fixture() {}

    /// @param schema of the arguments, with single quotes for double ones
    static Tool tool(String name, String schema, Call call) {
        ToolDefinition definition = new ToolDefinition(name, name, "A fixture: " + name + ".", json(schema), null,
                new ToolAnnotations(true, false, true, false));
        return new Tool(definition, call);
    }

    static ToolResult said(String text) {
        return said(Content.text(text));
    }

    static ToolResult said(Content... content) {
        return new ToolResult(List.of(content), null, false);
    }

    static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    /// @param schema of the form, with single quotes for double ones
    static InputRequest form(String message, String schema) {
        return new InputRequest.Form(message, json(schema));
    }

    static InputRequest sample(String prompt, int tokensMax) {
        ObjectNode params = json("{'messages':[{'role':'user','content':{'type':'text'}}]}");
        ((ObjectNode) params.path("messages").path(0).path("content")).put("text", prompt);
        return new InputRequest.Sample(params.put("maxTokens", tokensMax));
    }

    static InputResponse ask(CallContext context, String key, InputRequest ask) throws InterruptedException {
        return Objects.requireNonNull(context.ask(Map.of(key, ask)).get(key));
    }

    /// The text of what was answered, one line.
    static String told(InputResponse answered) {
        return switch (answered) {
            case InputResponse.Elicited(InputResponse.Action action, ObjectNode content) ->
                "action=" + action + ", content=" + content;
            case InputResponse.Sampled(ObjectNode message) ->
                message.path("content").path("text").asString("(no text)");
            case InputResponse.Roots(List<InputResponse.Root> roots) -> "roots=" + roots;
        };
    }

    /// A field of an accepted form.
    static String field(InputResponse answered, String name) {
        return answered instanceof InputResponse.Elicited(InputResponse.Action _, ObjectNode content)
                ? content.path(name).asString("nobody")
                : "nobody";
    }
}
