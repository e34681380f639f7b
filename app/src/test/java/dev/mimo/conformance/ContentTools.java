package dev.mimo.conformance;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ContentAnnotations;
import dev.mimo.mcp.model.LogLevel;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.ToolProvider.Tool;
import dev.mimo.mcp.model.ToolResult;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

import static dev.mimo.conformance.Fixture.NO_ARGUMENTS;
import static dev.mimo.conformance.Fixture.said;
import static dev.mimo.conformance.Fixture.tool;

/// Tools that answer with every kind of content, report progress and write log lines.
final class ContentTools {
    private static final String JSON_SCHEMA =
            """
                    {'$schema':'https://json-schema.org/draft/2020-12/schema','type':'object','$defs':{'address':{\
                    '$anchor':'addressDef','type':'object',\
                    'properties':{'street':{'type':'string'},'city':{'type':'string'}}}},\
                    'properties':{'name':{'type':'string'},'address':{'$ref':'#/$defs/address'},'contactMethod':{\
                    'type':'string','enum':['phone','email']},'phone':{'type':'string'},'email':{'type':'string'}},\
                    'allOf':[{'anyOf':[{'required':['phone']},{'required':['email']}]}],\
                    'if':{'properties':{'contactMethod':{'const':'phone'}},'required':['contactMethod']},\
                    'then':{'required':['phone']},'else':{'required':['email']},'additionalProperties':false}""";

    private ContentTools() {}

    static List<Tool> all() {
        return List.of(
                tool("test_simple_text", NO_ARGUMENTS,
                        (_, _) -> said("This is a simple text response for testing.")),
                tool("test_image_content", NO_ARGUMENTS, (_, _) -> said(image())),
                tool("test_audio_content", NO_ARGUMENTS,
                        (_, _) -> said(new Content.Audio(Fixture.WAV, "audio/wav", ContentAnnotations.NONE))),
                tool("test_embedded_resource", NO_ARGUMENTS, (_, _) -> said(resource("test://embedded-resource",
                        "text/plain", "This is an embedded resource content."))),
                tool("test_multiple_content_types", NO_ARGUMENTS, (_, _) -> said(
                        Content.text("Multiple content types test:"), image(),
                        resource("test://mixed-content-resource", "application/json",
                                "{\"test\":\"data\",\"value\":123}"))),
                tool("test_error_handling", NO_ARGUMENTS, (_, _) -> new ToolResult(
                        List.of(Content.text("This tool intentionally returns an error for testing")), null, true)),
                tool("test_tool_with_progress", NO_ARGUMENTS, (_, context) -> progressing(context)),
                tool("test_tool_with_logging", NO_ARGUMENTS, (_, context) -> logging(context)),
                tool("test_logging_tool", NO_ARGUMENTS, (_, context) -> logging(context)),
                tool("test_reconnection", NO_ARGUMENTS, (_, _) -> slow()),
                tool("json_schema_2020_12_tool", JSON_SCHEMA, (_, _) -> said("valid")),
                tool("test_x_mcp_header", "{'type':'object','properties':{'region':{'type':'string',"
                        + "'x-mcp-header':'Region'}},'required':['region']}",
                        (arguments, _) -> said("Region " + arguments.path("region").asString())));
    }

    static Content image() {
        return new Content.Image(Fixture.PNG, "image/png", ContentAnnotations.NONE);
    }

    static Content resource(String uri, String mimeType, String text) {
        return new Content.Embedded(new ResourceBody.Text(uri, mimeType, text), ContentAnnotations.NONE);
    }

    private static ToolResult progressing(CallContext context) throws InterruptedException {
        for (int percent = 0; percent <= 100; percent += 50) {
            context.progress(percent, 100.0, null);
            Thread.sleep(50);
        }
        return said("Done.");
    }

    private static ToolResult logging(CallContext context) throws InterruptedException {
        for (String line : List.of("Tool execution started", "Tool processing data", "Tool execution completed")) {
            context.log(LogLevel.INFO, "fixture", JsonNodeFactory.instance.stringNode(line));
            Thread.sleep(50);
        }
        return said("Logged.");
    }

    private static ToolResult slow() throws InterruptedException {
        Thread.sleep(300);
        return said("Reconnected.");
    }
}
