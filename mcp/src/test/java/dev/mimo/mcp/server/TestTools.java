package dev.mimo.mcp.server;

import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolProvider;
import dev.mimo.mcp.model.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tools that do what a test needs: echo, count with progress, break, wait to be cancelled.
public final class TestTools implements ToolProvider {
    public final CountDownLatch waiting = new CountDownLatch(1);
    public final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public List<ToolDefinition> list() {
        List<ToolDefinition> tools = new ArrayList<>();
        for (String name : List.of("echo", "count", "broken", "wait")) {
            ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
            tools.add(new ToolDefinition(name, "The " + name, "Tests " + name + ".", schema,
                    name.equals("echo") ? schema : null, new ToolAnnotations(true, false, true, false)));
        }
        return tools;
    }

    @Override
    public @Nullable Tool find(String name) {
        return list().stream().filter(tool -> tool.name().equals(name)).findFirst()
                .map(tool -> new Tool(tool, call(name))).orElse(null);
    }

    private Call call(String name) {
        return switch (name) {
            case "echo" -> (arguments, _) -> ToolResult.of(arguments, "said");
            case "count" -> (_, context) -> count(context);
            case "broken" -> (_, _) -> {
                throw new IllegalStateException("a bug");
            };
            default -> (_, _) -> await();
        };
    }

    private static ToolResult count(CallContext context) {
        context.progress(1, 3.0, "one");
        context.progress(1, 3.0, "one again, which is no progress");
        context.progress(2.5, null, null);
        return ToolResult.failed("Counting failed.", "Count again.");
    }

    private ToolResult await() throws InterruptedException {
        waiting.countDown();
        try {
            boolean woken = new CountDownLatch(1).await(30, TimeUnit.SECONDS);
            throw new IllegalStateException("nobody cancelled: " + woken);
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }
}
