package dev.mimo.tools;

import dev.mimo.call.RecordShape;
import dev.mimo.json.Json;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.PromptDefinition.Argument;
import dev.mimo.mcp.model.PromptProvider;
import dev.mimo.mcp.model.Role;
import dev.mimo.memory.operation.MemoryAnswers.RecallAnswer;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.MemoryRequests.RecallRequest;
import dev.mimo.tools.ToolAnswers.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a user can start by hand: keeping a conversation, and being told what is known.
public final class MemoryPrompts implements PromptProvider {
    static final String REMEMBER = "remember_conversation";
    static final String BRIEF = "brief_me";
    private static final int BRIEF_TOKENS = 3_000;
    private static final int ARGUMENT_CHARS_MAX = 8_000;
    private static final Argument NAMESPACE = new Argument("namespace", "Namespace",
            "Whose memory: a user, an agent or a project. This connection's own if left out.", false);

    private final MemoryConnection memory;
    private final AnswerText text;
    private final List<Prompt> prompts;

    public MemoryPrompts(MemoryConnection memory) {
        this.memory = memory;
        this.text = new AnswerText(memory.clock());
        this.prompts = List.of(
                new Prompt(new PromptDefinition(BRIEF, "Brief me",
                        "What long-term memory holds about a topic, put together for you.",
                        List.of(new Argument("topic", "Topic", "A person, a project, a question.", true), NAMESPACE,
                                new Argument("category", "Category", "Only memories of this category.", false),
                                new Argument("tag", "Tag", "Only memories with this tag.", false))),
                        (arguments, _) -> ProtocolErrors.instead(() -> brief(arguments))),
                new Prompt(new PromptDefinition(REMEMBER, "Remember this conversation",
                        "Keeps what will matter later, one statement each, in long-term memory.",
                        List.of(new Argument("about", "About", "Keep only what is about this.", false), NAMESPACE,
                                new Argument("tag", "Tag", "A tag for everything that is kept.", false))),
                        (arguments, _) -> remember(arguments)));
    }

    @Override
    public List<PromptDefinition> list() {
        return prompts.stream().map(Prompt::definition).toList();
    }

    @Override
    public @Nullable Prompt find(String name) {
        for (Prompt prompt : prompts) {
            if (prompt.definition().name().equals(name)) {
                return prompt;
            }
        }
        return null;
    }

    private Filled brief(Map<String, String> arguments) throws InterruptedException {
        String topic = given(arguments, "topic", "");
        RecordShape<RecallRequest> shape = memory.operations().get().recall().request();
        ObjectNode question = Json.object().put("query", topic).put("max_tokens", BRIEF_TOKENS)
                .put("namespace", given(arguments, "namespace", memory.namespace().get().value()));
        if (!given(arguments, "category", "").isEmpty()) {
            question.putArray("categories").add(given(arguments, "category", ""));
        }
        if (!given(arguments, "tag", "").isEmpty()) {
            question.putArray("tags").add(given(arguments, "tag", ""));
        }
        RecallAnswer found = memory.call(MemoryOperations::recall, shape.read(question));
        AnswerBudget.Fitted fitted = AnswerBudget.fit(found.memories().stream().map(ShownMemory::of).toList());
        Shown shown =
                new Shown(fitted.shown(), fitted.more(), fitted.cut(), fitted.tokens(), null, found.degraded(),
                        found.remedy(), null, null, found.weak(), null);
        return new Filled("What memory holds about " + VisibleText.line(topic), List.of(user("""
                Brief me on this: %s

                Use the memories in the next message. Begin with what matters most, then the details with their \
                dates. Say where memories contradict each other or may be out of date, and name the id of each memory \
                that you rely on. If something is missing, call `recall` with other words before you say that it is \
                not known.""".formatted(VisibleText.line(topic))),
                user(text.shown(shown))));
    }

    private Filled remember(Map<String, String> arguments) {
        List<String> wishes = new ArrayList<>();
        wish(arguments, "about", "Keep only what is about this: %s.", wishes);
        wish(arguments, "namespace", "Store everything in the namespace \"%s\".", wishes);
        wish(arguments, "tag", "Give everything the tag \"%s\".", wishes);
        return new Filled("Keep what matters of this conversation", List.of(user("""
                Go through our conversation so far, and keep what will matter later in long-term memory.

                - Call `remember` once for each fact, preference, decision, event or plan. Each is one statement that \
                can be understood by itself: names instead of pronouns, dates instead of "yesterday".
                - Set `category` and `importance`, and `speaker` where it matters who said it.
                - Leave out small talk, secrets such as passwords or keys, and what `recall` has just returned.
                - Where something corrects an earlier memory, `recall` that one, `remember` the new statement, and \
                `forget` the old one by its id.
                %s
                At the end tell me in one line each what you stored, with its id, and what you left out on purpose.\
                """.formatted(String.join("", wishes)))));
    }

    private static void wish(Map<String, String> arguments, String name, String sentence, List<String> wishes) {
        String value = given(arguments, name, "");
        if (!value.isEmpty()) {
            wishes.add("- " + sentence.formatted(VisibleText.line(value)) + "\n");
        }
    }

    /// Clients send what their user left empty as empty text. What is given is repeated to the model, and so bounded.
    private static String given(Map<String, String> arguments, String name, String absent) {
        String value = arguments.getOrDefault(name, "");
        if (value.length() > ARGUMENT_CHARS_MAX) {
            throw RpcException.invalidParams("The argument '" + name + "' has more than " + ARGUMENT_CHARS_MAX
                    + " characters: say it in fewer.");
        }
        return value.isBlank() ? absent : value.strip();
    }

    private static Message user(String text) {
        return new Message(Role.USER, Content.text(text));
    }
}
