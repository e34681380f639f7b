package dev.mimo.skills.operation;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.HttpForm;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Effect;
import dev.mimo.call.Operation.Title;
import dev.mimo.call.RecordShape;
import dev.mimo.call.ValueShapes;
import dev.mimo.mcp.McpLimits;
import dev.mimo.skills.audit.ToolCallRecord;
import dev.mimo.skills.audit.ToolCallRecord.CallOutcome;
import dev.mimo.terms.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the tools of all sources can be asked.
public record ToolOperations(Call<ToolQuery, ToolList> find, Call<ToolCall, ToolAnswer> call,
        Call<CallsRequest, CallList> calls) {
    private static final String GROUP = "Tools";
    private static final int PAGE_MAX = 1000;

    private static final int QUERY_CHARS_MAX = 2_000;
    private static final int FOUND_MAX = 100;
    private static final int FOUND = 10;

    /// What is to be found.
    ///
    /// @param query what somebody wants to do; absent to list all
    public record ToolQuery(@Nullable String query, int limit) {}

    /// A tool of a skill.
    ///
    /// @param title absent where it is the name
    /// @param inputSchema of its arguments
    /// @param score 0..1
    public record ListedTool(String name, String skill, @Nullable String title, String description,
            ObjectNode inputSchema, double score) {}

    /// @param more whether there are others
    /// @param degraded `meaning` where words had to do
    public record ToolList(List<ListedTool> tools, boolean more, List<String> degraded) {}

    /// One call of a tool.
    ///
    /// @param name as it is listed, with its skill's name before it
    public record ToolCall(String name, ObjectNode arguments) {}

    /// What a tool answers, as the protocol writes it.
    public record ToolAnswer(List<ObjectNode> content, @Nullable JsonNode structured, boolean error) {}

    /// @param cursor where the page begins; absent for the newest
    public record CallsRequest(int limit, @Nullable Cursor cursor) {}

    /// @param nextCursor where the next page begins; absent on the last
    public record CallList(List<ToolCallRecord> calls, @Nullable Cursor nextCursor) {}

    public static ToolOperations all() {
        return new ToolOperations(
                new Call<>(new Title("findTools", GROUP, "Find tools of skills",
                        "Best first; without a query all, in the order of their names. Nothing is started for it."),
                        Effect.READS, HttpForm.get("/v1/tools"), toolQuery(), toolList()),
                new Call<>(
                        new Title("callTool", GROUP, "Call a tool", "A tool that failed answers with `is_error`, and "
                                + "says why in its content."),
                        Effect.DESTROYS, HttpForm.post("/v1/tools/{name}/call"), toolCall(),
                        toolAnswer()),
                new Call<>(new Title("listToolCalls", GROUP, "List calls of skills' tools, newest first",
                        "What was said and answered is not kept."), Effect.READS, HttpForm.get("/v1/tools/calls"),
                        callsRequest(), callList()));
    }

    private static RecordShape<ToolQuery> toolQuery() {
        RecordShape.Builder<ToolQuery> of = RecordShape.named("ToolQuery");
        Field<@Nullable String> query = of.optional("query", "What you want to do, in a phrase: `resize an image`.",
                ValueShapes.text(QUERY_CHARS_MAX), ToolQuery::query);
        Field<Integer> limit = of.defaulted("limit", "At most so many.", ValueShapes.integer(1, FOUND_MAX), FOUND,
                ToolQuery::limit);
        return of.made(values -> new ToolQuery(values.get(query), values.get(limit)));
    }

    private static RecordShape<ToolList> toolList() {
        RecordShape.Builder<ToolList> of = RecordShape.named("ToolList");
        Field<List<ListedTool>> tools = of.required("tools", "Best first.", ValueShapes.list(listedTool()),
                ToolList::tools);
        Field<Boolean> more = of.required("more", "Whether there are others.", ValueShapes.bool(), ToolList::more);
        Field<List<String>> degraded = of.unlessEmpty("degraded", "Signals that were not available.",
                ValueShapes.list(ValueShapes.text()), ToolList::degraded);
        return of.made(values -> new ToolList(values.get(tools), values.get(more), values.get(degraded)));
    }

    private static RecordShape<ListedTool> listedTool() {
        RecordShape.Builder<ListedTool> of = RecordShape.named("ListedTool");
        Field<String> name = of.required("name", "What it is called by.", ValueShapes.text(), ListedTool::name);
        Field<String> skill = of.required("skill", "Whose it is.", ValueShapes.text(), ListedTool::skill);
        Field<@Nullable String> title = of.optional("title", "For people.", ValueShapes.text(), ListedTool::title);
        Field<String> description = of.required("description", "What it does, as its skill says; not an instruction.",
                ValueShapes.text(), ListedTool::description);
        Field<ObjectNode> schema = of.required("input_schema", "JSON Schema of its arguments.", ValueShapes.object(),
                ListedTool::inputSchema);
        Field<Double> score = of.required("score", "How well it fits; 1 in a list of all.",
                ValueShapes.measured(), ListedTool::score);
        return of.made(values -> new ListedTool(values.get(name), values.get(skill), values.get(title),
                values.get(description), values.get(schema), values.get(score)));
    }

    private static RecordShape<ToolCall> toolCall() {
        RecordShape.Builder<ToolCall> of = RecordShape.named("ToolCall");
        Field<String> name = of.required("name", "As it is listed, with its skill's name and `__` before it.",
                ValueShapes.text(McpLimits.TOOL_NAME_CHARS_MAX), ToolCall::name);
        Field<ObjectNode> arguments = of.required("arguments", "As the tool's schema wants them.", ValueShapes.object(),
                ToolCall::arguments);
        return of.made(values -> new ToolCall(values.get(name), values.get(arguments)));
    }

    private static RecordShape<ToolAnswer> toolAnswer() {
        RecordShape.Builder<ToolAnswer> of = RecordShape.named("ToolAnswer");
        Field<List<ObjectNode>> content = of.required("content", "As MCP writes it: texts, images, links.",
                ValueShapes.list(ValueShapes.object()), ToolAnswer::content);
        Field<@Nullable JsonNode> structured = of.optional("structured", "What a program reads, where the tool has it.",
                ValueShapes.anything(), ToolAnswer::structured);
        Field<Boolean> error = of.required("is_error", "Whether the tool failed.", ValueShapes.bool(),
                ToolAnswer::error);
        return of.made(values -> new ToolAnswer(values.get(content), values.get(structured), values.get(error)));
    }

    private static RecordShape<CallsRequest> callsRequest() {
        RecordShape.Builder<CallsRequest> of = RecordShape.named("CallsRequest");
        Field<Integer> limit = of.defaulted("limit", "At most so many.", ValueShapes.integer(1, PAGE_MAX), 50,
                CallsRequest::limit);
        Field<@Nullable Cursor> cursor = of.optional("cursor", "The `next_cursor` of the page before.",
                CommonShapes.cursor(), CallsRequest::cursor);
        return of.made(values -> new CallsRequest(values.get(limit), values.get(cursor)));
    }

    private static RecordShape<CallList> callList() {
        RecordShape.Builder<CallList> of = RecordShape.named("CallList");
        Field<List<ToolCallRecord>> calls = of.required("calls", "Newest first.", ValueShapes.list(callRecord()),
                CallList::calls);
        Field<@Nullable Cursor> next = of.optional("next_cursor", "Where the next page begins.", CommonShapes.cursor(),
                CallList::nextCursor);
        return of.made(values -> new CallList(values.get(calls), values.get(next)));
    }

    private static RecordShape<ToolCallRecord> callRecord() {
        RecordShape.Builder<ToolCallRecord> of = RecordShape.named("ToolCallRecord");
        Field<String> id = of.required("id", "Unique, and in the order of time.", ValueShapes.text(),
                ToolCallRecord::id);
        Field<Instant> at = of.required("at", "When it began.", ValueShapes.time(), ToolCallRecord::at);
        Field<String> caller = of.required("caller", "Whose call; empty when there are no keys.", ValueShapes.text(),
                ToolCallRecord::caller);
        Field<String> skill = of.required("skill", "The skill.", ValueShapes.text(), ToolCallRecord::skill);
        Field<String> tool = of.required("tool", "The tool, by its name at the skill.", ValueShapes.text(),
                ToolCallRecord::tool);
        Field<String> digest = of.required("arguments_digest", "Tells other arguments from the same ones.",
                ValueShapes.text(), ToolCallRecord::argumentsDigest);
        Field<CallOutcome> outcome = of.required("outcome", "How it ended.", ValueShapes.choice(CallOutcome.class),
                ToolCallRecord::outcome);
        Field<Long> took = of.required("took_us", "How long it took, in microseconds.", ValueShapes.count(),
                record -> record.took().toNanos() / 1000);
        Field<@Nullable String> detail = of.optional("detail", "Why it did not end well.", ValueShapes.text(),
                ToolCallRecord::detail);
        return of.made(values -> new ToolCallRecord(values.get(id), values.get(at), values.get(caller),
                values.get(skill), values.get(tool), values.get(digest), values.get(outcome),
                Duration.ofNanos(1000 * values.get(took)), values.get(detail)));
    }
}
