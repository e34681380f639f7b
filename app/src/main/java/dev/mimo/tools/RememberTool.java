package dev.mimo.tools;

import dev.mimo.call.FieldDescription;
import dev.mimo.call.RecordShape;
import dev.mimo.call.Shape;
import dev.mimo.call.ValueShapes;
import dev.mimo.json.Json;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolProvider.Tool;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.memory.Trust;
import dev.mimo.memory.operation.MemoryAnswers.BatchAnswer;
import dev.mimo.memory.operation.MemoryAnswers.RememberAnswer;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.MemoryRequests.BatchRequest;
import dev.mimo.memory.operation.MemoryRequests.RememberRequest;
import dev.mimo.memory.operation.MemoryRequests.UpdateRequest;
import dev.mimo.refusal.Refusal;
import dev.mimo.terms.Receipt;
import dev.mimo.tools.ToolAnswers.Remembered;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// `remember`: one memory, several at once, or the next version of one.
final class RememberTool {
    private static final String PROSE = """
            Store what outlives this conversation: a fact, preference, decision, event or plan worth keeping. Use it \
            as soon as you learn something that will matter later. Give `content`, one self-contained statement with \
            names and dates instead of 'he' or 'today', or several in `memories`. With `replaces` it edits that one. \
            Not for what was just recalled, nor for secrets. Answers with a receipt: `same` means it was known \
            already, `held` says why nothing was stored.""";
    private static final RecordShape<Remembered> ANSWER = ToolAnswers.remembered();
    private static final int BATCH_MAX = 100;
    private static final String USER = "user";
    private static final String REPLACES = "replaces";
    private static final String MEMORIES = "memories";
    /// What each of several may say for itself; all else stands beside them, for all.
    private static final List<String> OWN =
            List.of("category", "importance", "tags", "speaker", "occurred_at", "key");
    /// What no edit changes.
    private static final List<String> FIXED = List.of("source", "session", "speaker", "trust", "key", "force", "wait");

    private final MemoryConnection memory;
    private final String trust;
    private final AnswerText text;
    private final ToolInput input;
    private final RecordShape<RememberRequest> request;
    private final RecordShape<BatchRequest> batch;
    private final RecordShape<UpdateRequest> update;

    RememberTool(MemoryConnection memory, AnswerText text) {
        MemoryOperations operations = memory.operations().get();
        this.memory = memory;
        this.trust = memory.trust().get().name().toLowerCase(Locale.ROOT);
        this.text = text;
        this.request = operations.remember().request();
        this.batch = operations.rememberAll().request();
        this.update = operations.update().request();
        this.input = new ToolInput("remember", request, memory.times())
                // an object of whatever kind, which dialects of function calling do not know
                .unlisted("metadata")
                .changing("content", field -> field.asOptional()
                        .saying("What to remember, as a statement that can be understood by itself."))
                .changing("namespace", field -> memory.ownNamespace(field))
                .changing("trust", field -> field.defaulting(StringNode.valueOf(trust))
                        .saying("Where it came from: a tool's answer, a document, or you."))
                .saying(REPLACES, "Edit this memory, by its id: what is given becomes its next version, the rest stays."
                        + " Without `content`, only tags, category, importance or time change.")
                .with("id", "As `replaces`.", request.field(REPLACES).shape()).unlisted("id")
                .with(MEMORIES, "Several at once, all or none. What stands beside it holds for each that does not say "
                        + "its own.", ValueShapes.someOf(ofSeveral(), BATCH_MAX));
        if (memory.trust().get() != Trust.USER) {
            input.unlistedChoice("trust", USER);
        }
    }

    /// One of several: read to be checked, and handed on as it is.
    private RecordShape<ObjectNode> ofSeveral() {
        RecordShape.Builder<ObjectNode> of = RecordShape.named("RememberedItem");
        required(of, "content", request.field("content").shape());
        OWN.forEach(name -> optional(of, name, request.field(name).shape()));
        return of.made(_ -> Json.object());
    }

    private static <V> void required(RecordShape.Builder<ObjectNode> of, String name, Shape<V> shape) {
        of.required(name, "One statement.", shape, _ -> {
            throw notWritten(name);
        });
    }

    private static <V> void optional(RecordShape.Builder<ObjectNode> of, String name, Shape<V> shape) {
        of.optional(name, "Its own.", shape, _ -> {
            throw notWritten(name);
        });
    }

    private static UnsupportedOperationException notWritten(String name) {
        return new UnsupportedOperationException(name + " is read only");
    }

    Tool tool() {
        // a turn of a conversation is stored each time it is said, so that a call may not be repeated for nothing
        return input.tool("Remember", PROSE, ANSWER, new ToolAnnotations(false, false, false, false), this::call);
    }

    private ToolResult call(ObjectNode given) throws InterruptedException {
        ObjectNode arguments = input.read(given);
        if (arguments.path("trust").asString("").equals(USER)) {
            // whose word it is says the door, not the model
            arguments.put("trust", trust);
        }
        if (given.hasNonNull("id")) {
            ToolInput.none(given, "id", List.of(REPLACES));
            arguments.set(REPLACES, arguments.remove("id"));
        }
        if (given.hasNonNull(MEMORIES)) {
            ToolInput.none(given, MEMORIES, List.of("content", "key", REPLACES, "id"));
            return several(given, arguments);
        }
        if (given.hasNonNull("content")) {
            RememberAnswer done = memory.call(MemoryOperations::remember, ToolInput.request(request, arguments));
            return answer(new Remembered(done.receipt(), List.of(), done.indexed()));
        }
        if (!arguments.hasNonNull(REPLACES)) {
            ToolInput.exactlyOne(given, "content", MEMORIES);
        }
        return edit(given, arguments);
    }

    private ToolResult edit(ObjectNode given, ObjectNode arguments) throws InterruptedException {
        ToolInput.none(given, "replaces' without 'content", FIXED);
        ObjectNode change = Json.object();
        update.fields().stream().map(FieldDescription::name).filter(given::hasNonNull)
                .forEach(name -> change.set(name, given.get(name)));
        change.set("id", arguments.get(REPLACES));
        change.set("namespace", arguments.get("namespace"));
        if (change.size() == 2) {
            throw Refusal.invalid("content", "is missing beside 'replaces', and so is any other change",
                    "One of content, tags, category, importance, occurred_at says what changes. Nothing was done.");
        }
        Receipt done = memory.call(MemoryOperations::update, update.read(change));
        return answer(new Remembered(done, List.of(), null));
    }

    private ToolResult several(ObjectNode given, ObjectNode arguments) throws InterruptedException {
        ArrayNode items = Json.array();
        for (JsonNode each : arguments.path(MEMORIES)) {
            ObjectNode item = items.addObject().put("trust", trust);
            request.fields().stream().map(FieldDescription::name)
                    .filter(name -> !batch.hasField(name)).forEach(name -> {
                        JsonNode said = each.hasNonNull(name)
                                ? each.get(name)
                                : given.hasNonNull(name) ? arguments.get(name) : null;
                        if (said != null) {
                            item.set(name, said);
                        }
                    });
        }
        arguments.set(MEMORIES, items);
        BatchAnswer done = memory.call(MemoryOperations::rememberAll, ToolInput.request(batch, arguments));
        return answer(new Remembered(null, done.receipts(), done.indexed()));
    }

    private ToolResult answer(Remembered done) {
        return ToolResult.of(ANSWER.write(done), text.remembered(done));
    }
}
