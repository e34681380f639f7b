package dev.mimo.conformance;

import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolProvider.Call;
import dev.mimo.mcp.model.ToolProvider.Tool;
import dev.mimo.mcp.model.ToolResult;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

import static dev.mimo.conformance.Fixture.NO_ARGUMENTS;
import static dev.mimo.conformance.Fixture.ask;
import static dev.mimo.conformance.Fixture.field;
import static dev.mimo.conformance.Fixture.form;
import static dev.mimo.conformance.Fixture.said;
import static dev.mimo.conformance.Fixture.told;
import static dev.mimo.conformance.Fixture.tool;

/// Tools that go on as tasks.
final class TaskTools {
    private static final InputRequest CONFIRM = form("Are you sure?",
            "{'type':'object','properties':{'confirm':{'type':'boolean'}},'required':['confirm']}");

    private TaskTools() {}

    static List<Tool> all() {
        return List.of(
                tool("greet", "{'type':'object','properties':{'name':{'type':'string'}},'required':['name']}",
                        (arguments, _) -> said("Hello, " + arguments.path("name").asString() + "!")),
                task("slow_compute", "{'type':'object','properties':{'seconds':{'type':'number'},"
                        + "'label':{'type':'string'}},'required':['seconds']}", TaskTools::compute),
                task(TaskSupport.REQUIRED, "failing_job", NO_ARGUMENTS, (_, context) -> failing(context)),
                task("protocol_error_job", NO_ARGUMENTS, (_, context) -> breaking(context)),
                task("confirm_delete", "{'type':'object','properties':{'filename':{'type':'string'}}}",
                        (arguments, context) -> confirmed(arguments, context)),
                task("multi_input", NO_ARGUMENTS, (_, context) -> several(context)),
                task("test_tool_with_task", NO_ARGUMENTS, (_, context) -> askedFirst(context)));
    }

    private static Tool task(String name, String schema, Call call) {
        return task(TaskSupport.OPTIONAL, name, schema, call);
    }

    private static Tool task(TaskSupport support, String name, String schema, Call call) {
        return new Tool(tool(name, schema, call).definition().with(support), call);
    }

    private static ToolResult compute(ObjectNode arguments, CallContext context) throws InterruptedException {
        context.becomeTask();
        Thread.sleep((long) (1000 * arguments.path("seconds").asDouble()));
        return said("Computed " + arguments.path("label").asString("it") + ".");
    }

    private static ToolResult failing(CallContext context) throws InterruptedException {
        context.becomeTask();
        Thread.sleep(1000);
        return ToolResult.failed("The job failed.", "It always does.");
    }

    private static ToolResult breaking(CallContext context) throws InterruptedException {
        context.becomeTask();
        Thread.sleep(500);
        throw new RpcException(RpcError.of(RpcError.INTERNAL_ERROR, "The job broke the protocol."));
    }

    private static ToolResult confirmed(ObjectNode arguments, CallContext context) throws InterruptedException {
        context.becomeTask();
        return said("Deleted " + arguments.path("filename").asString("nothing") + ": "
                + told(ask(context, "confirm", CONFIRM)));
    }

    private static ToolResult several(CallContext context) throws InterruptedException {
        context.becomeTask();
        return said("Answered: " + context.ask(Map.of("first", CONFIRM, "second", CONFIRM)).keySet());
    }

    private static ToolResult askedFirst(CallContext context) throws InterruptedException {
        String name = field(ask(context, "user_name", AskingTools.NAME), "name");
        context.becomeTask();
        Thread.sleep(200);
        return said("Hello, " + name + "!");
    }
}
