package dev.mimo.tools;

import dev.mimo.call.RecordShape;
import dev.mimo.call.UndoOperation;
import dev.mimo.json.Json;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolProvider.Tool;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.memory.operation.MemoryAnswers.DeleteAnswer;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.MemoryRequests.DeleteRequest;
import dev.mimo.memory.operation.MemoryRequests.MemoryRequest;
import dev.mimo.terms.Receipt;
import dev.mimo.tools.ToolAnswers.Forgotten;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// `forget`: one memory, what a filter holds, or a write that is to be taken back.
final class ForgetTool {
    private static final String PROSE = """
            Delete memories, or take a write back. Give exactly one of: `id` deletes one memory; `filter` shows what \
            would go (a preview), and deletes it when `preview` is false; `undo` reverses an earlier write by the \
            handle of its receipt. Use it when the user asks to forget something or when a memory is wrong. Every \
            deletion answers with an undo handle that is good for 30 days, once.""";
    private static final RecordShape<Forgotten> ANSWER = ToolAnswers.forgotten();

    private final MemoryConnection memory;
    private final AnswerText text;
    private final ToolInput input;
    private final RecordShape<MemoryRequest> one;
    private final RecordShape<DeleteRequest> many;
    private final RecordShape<UndoOperation.Request> undo = UndoOperation.undo().request();

    ForgetTool(MemoryConnection memory, AnswerText text) {
        MemoryOperations operations = memory.operations().get();
        this.memory = memory;
        this.text = text;
        this.one = operations.delete().request();
        this.many = operations.deleteWhere().request();
        this.input = new ToolInput("forget", many, memory.times())
                .with(one.field("id").saying("The memory to delete."))
                .with(many.field("filter").saying("Which memories: all parts must fit; at least one part is needed."))
                .changing("preview", field -> field.asOptional()
                        .saying("With `filter`: true, the default, only counts and shows; false deletes."))
                .with(undo.field("handle").named("undo"))
                .changing("namespace", field -> memory.ownNamespace(field));
    }

    Tool tool() {
        return input.tool("Forget", PROSE, ANSWER, new ToolAnnotations(false, true, false, false), this::call);
    }

    private ToolResult call(ObjectNode given) throws InterruptedException {
        ObjectNode arguments = input.read(given);
        String by = ToolInput.exactlyOne(given, "id", "filter", "undo");
        if (!by.equals("filter")) {
            ToolInput.none(given, by, List.of("preview"));
        }
        return switch (by) {
            case "id" -> receipt(memory.call(MemoryOperations::delete, ToolInput.request(one, arguments)));
            case "undo" -> undo(arguments);
            default -> forgetWhere(ToolInput.request(many, arguments));
        };
    }

    private ToolResult undo(ObjectNode arguments) throws InterruptedException {
        ObjectNode request = Json.object();
        request.set("handle", arguments.get("undo"));
        request.set("namespace", arguments.get("namespace"));
        return receipt(memory.call(_ -> UndoOperation.undo(), undo.read(request)));
    }

    private ToolResult forgetWhere(DeleteRequest request) throws InterruptedException {
        DeleteAnswer done = memory.call(MemoryOperations::deleteWhere, request);
        if (done.receipt() != null) {
            return receipt(done.receipt());
        }
        List<ShownMemory> first = done.memories() == null
                ? List.of()
                : AnswerBudget.fit(done.memories().stream().map(ShownMemory::of).toList()).shown();
        long count = done.count() == null ? 0 : done.count();
        return ToolResult.of(ANSWER.write(new Forgotten(null, count, first)), text.previewed(count, first));
    }

    private ToolResult receipt(Receipt receipt) {
        return ToolResult.of(ANSWER.write(new Forgotten(receipt, null, null)), text.receipt(receipt));
    }
}
