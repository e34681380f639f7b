package dev.mimo.tools;

import dev.mimo.call.RecordShape;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolProvider.Tool;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.memory.Trust;
import dev.mimo.memory.operation.MemoryAnswers.RememberAnswer;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.MemoryRequests.RememberRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// `remember`: one memory.
final class RememberTool {
    private static final String PROSE = """
            Store one memory that outlives this conversation: a fact, preference, decision, event or plan worth \
            keeping. Use it as soon as you learn something that will matter later. Write one self-contained statement, \
            with names and dates instead of 'he' or 'today'. Not for what was just recalled, nor for secrets. Answers \
            with a receipt: `same` means it was known already, `held` says why nothing was stored.""";

    private static final String USER = "user";

    private final MemoryConnection memory;
    private final String trust;
    private final AnswerText text;
    private final ToolInput input;
    private final RecordShape<RememberRequest> request;
    private final RecordShape<RememberAnswer> answer;

    RememberTool(MemoryConnection memory, AnswerText text) {
        MemoryOperations operations = memory.operations().get();
        this.memory = memory;
        this.trust = memory.trust().get().name().toLowerCase(Locale.ROOT);
        this.text = text;
        this.request = operations.remember().request();
        this.answer = operations.remember().answer();
        this.input = new ToolInput("remember", request)
                // an object of whatever kind, which dialects of function calling do not know
                .unlisted("metadata")
                .saying("content", "What to remember, as a statement that can be understood by itself.")
                .changing("namespace", field -> memory.ownNamespace(field))
                .changing("trust", field -> field.defaulting(StringNode.valueOf(trust))
                        .saying("Where it came from: a tool's answer, a document, or you."));
        if (memory.trust().get() != Trust.USER) {
            input.unlistedChoice("trust", USER);
        }
    }

    Tool tool() {
        return input.tool("Remember", PROSE, answer, new ToolAnnotations(false, false, true, false), this::call);
    }

    private static String indexed(@Nullable Boolean indexed) {
        return indexed == null ? "" : indexed ? " Meaning finds it already." : " Words find it; meaning does not yet.";
    }

    private ToolResult call(ObjectNode arguments) throws InterruptedException {
        ObjectNode given = input.read(arguments);
        if (given.path("trust").asString("").equals(USER)) {
            // whose word it is says the door, not the model
            given.put("trust", trust);
        }
        RememberAnswer done = memory.call(MemoryOperations::remember, ToolInput.request(request, given));
        return ToolResult.of(answer.write(done), text.receipt(done.receipt()) + indexed(done.indexed()));
    }
}
