package dev.mimo.tools;

import dev.mimo.call.RecordShape;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolProvider.Tool;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.memory.operation.MemoryAnswers.RememberAnswer;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.MemoryRequests.RememberRequest;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// `remember`: one memory.
final class RememberTool {
    private static final String PROSE = """
            Store one memory that outlives this conversation: a fact, preference, decision, event or plan worth \
            keeping. Use it as soon as you learn something that will matter later. Write one self-contained statement, \
            with names and dates instead of 'he' or 'today'. Not for what was just recalled, nor for secrets. Answers \
            with a receipt: `same` means it was known already, `held` says why nothing was stored.""";

    private final MemoryConnection memory;
    private final AnswerText text;
    private final ToolInput input;
    private final RecordShape<RememberRequest> request;
    private final RecordShape<RememberAnswer> answer;

    RememberTool(MemoryConnection memory, AnswerText text) {
        MemoryOperations operations = memory.operations().get();
        this.memory = memory;
        this.text = text;
        this.request = operations.remember().request();
        this.answer = operations.remember().answer();
        this.input = new ToolInput("remember", request).without("wait")
                .saying("content", "What to remember, as a statement that can be understood by itself.")
                .changing("namespace", field -> memory.ownNamespace(field))
                // what a model writes down is its own word, unless it says whose else
                .changing("trust", field -> field.defaulting(StringNode.valueOf("model"))
                        .saying("Where it came from: `user` only if the user said so themselves."));
    }

    Tool tool() {
        return input.tool("Remember", PROSE, answer, new ToolAnnotations(false, false, true, false), this::call);
    }

    private ToolResult call(ObjectNode arguments) throws InterruptedException {
        RememberAnswer done = memory.call(MemoryOperations::remember,
                ToolInput.request(request, input.read(arguments)));
        return ToolResult.of(answer.write(done), text.receipt(done.receipt()));
    }
}
