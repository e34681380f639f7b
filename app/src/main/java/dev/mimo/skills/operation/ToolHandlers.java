package dev.mimo.skills.operation;

import dev.mimo.call.LocalClient;
import dev.mimo.gateway.RegisteredTool;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.gateway.search.ToolSearch;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.codec.ContentCodec;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.audit.ToolCallLog;
import dev.mimo.skills.audit.ToolCallRecord;
import dev.mimo.skills.operation.ToolOperations.CallList;
import dev.mimo.skills.operation.ToolOperations.CallsRequest;
import dev.mimo.skills.operation.ToolOperations.ListedTool;
import dev.mimo.skills.operation.ToolOperations.ToolAnswer;
import dev.mimo.skills.operation.ToolOperations.ToolCall;
import dev.mimo.skills.operation.ToolOperations.ToolList;
import dev.mimo.skills.operation.ToolOperations.ToolQuery;
import dev.mimo.terms.Cursor;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Answers what is asked of tools.
///
/// @param search among the tools of skills
/// @param registry opened by the first question
/// @param log opened by the first question
public record ToolHandlers(ToolOperations operations, ToolSearch search, Supplier<ToolRegistry> registry,
        Supplier<ToolCallLog> log) {
    private static final int DESCRIPTION_CHARS_MAX = 1_000;

    public void bind(LocalClient calls) {
        calls.on(operations.find(), this::find);
        calls.on(operations.call(), this::call);
        calls.on(operations.calls(), this::calls);
    }

    private ToolList find(ToolQuery request) {
        ToolSearch.FoundTools found = request.query() == null || request.query().isBlank()
                ? search.all(request.limit())
                : search.find(request.query(), request.limit());
        return new ToolList(found.tools().stream().map(ToolHandlers::listed).toList(), found.more(),
                found.byWords() ? List.of("meaning") : List.of());
    }

    private static ListedTool listed(ToolSearch.FoundTool found) {
        ToolDefinition tool = found.tool().definition();
        String description = tool.description();
        return new ListedTool(tool.name(), found.tool().source().name(),
                tool.title().equals(found.tool().ownName()) ? null : tool.title(),
                description.length() <= DESCRIPTION_CHARS_MAX
                        ? description
                        : description.substring(0, DESCRIPTION_CHARS_MAX) + "…",
                tool.inputSchema(), found.score());
    }

    private ToolAnswer call(ToolCall request) {
        RegisteredTool tool = registry.get().find(request.name());
        if (tool == null) {
            throw Refusal.notFound("No tool is called '" + request.name() + "'.",
                    "Look at `GET /v1/tools` for their names, and at `GET /v1/skills` for skills that are not up.");
        }
        try {
            ToolResult result = tool.call(request.arguments(), CallContext.NONE);
            return new ToolAnswer(result.content().stream().map(each -> ContentCodec.write(each, Revision.NEWEST))
                    .toList(), result.structured(), result.error());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RefusedException(new Refusal.Unavailable("The call was interrupted.", "Call again.",
                    Duration.ofSeconds(1)));
        }
    }

    private CallList calls(CallsRequest request) {
        String before = request.cursor() == null ? null : request.cursor().value();
        List<ToolCallRecord> page = log.get().latest(before, request.limit() + 1);
        boolean more = page.size() > request.limit();
        List<ToolCallRecord> shown = more ? page.subList(0, request.limit()) : page;
        return new CallList(shown, more ? new Cursor(shown.getLast().id()) : null);
    }
}
