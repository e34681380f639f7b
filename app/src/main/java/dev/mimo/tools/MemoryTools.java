package dev.mimo.tools;

import dev.mimo.gateway.ToolSource;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.refusal.Refusal;
import dev.mimo.terms.Namespace;
import java.time.Clock;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `remember`, `recall` and `forget`, and the names that an earlier system of this name had for them.
public final class MemoryTools implements ToolSource {
    private static final List<String> SEARCH_ONLY = List.of("limit", "max_tokens", "cursor", "categories", "tags",
            "sessions", "after", "before", "min_score", "effort", "weights", "explain");

    private final Access access;
    private final Namespace namespace;
    private final Told told;
    private final ToolDefinition remember = ToolFiles.read("remember");
    private final ToolDefinition recall = ToolFiles.read("recall");
    private final ToolDefinition forget = ToolFiles.read("forget");

    /// The way to the memory, which may have to be waited for.
    @FunctionalInterface
    public interface Access {
        MemoryCalls get() throws InterruptedException;
    }

    /// @param namespace of a call that names none
    public MemoryTools(Access access, Namespace namespace, Clock clock) {
        this.access = access;
        this.namespace = namespace;
        this.told = new Told(clock);
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public List<ToolDefinition> tools() {
        return List.of(remember, recall, forget);
    }

    @Override
    public List<ToolDefinition> unlisted() {
        return List.of(remember.named("mimo_store_memory"), remember.named("store_fact"), searchVibes());
    }

    /// It has an argument of another name, so that its arguments are checked once they are renamed.
    private ToolDefinition searchVibes() {
        return recall.named("search_vibes").taking(JsonNodeFactory.instance.objectNode().put("type", "object"));
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments, CallContext context)
            throws InterruptedException {
        return switch (tool) {
            case "remember", "mimo_store_memory", "store_fact" -> remember(Arguments.known(remember, arguments));
            case "recall" -> recall(Arguments.known(recall, arguments));
            case "search_vibes" -> recall(Arguments.known(recall, renamed(arguments, "threshold", "min_score")));
            case "forget" -> forget(Arguments.known(forget, arguments));
            default -> throw new IllegalArgumentException("not one of these tools: " + tool);
        };
    }

    private ToolResult remember(ObjectNode request) throws InterruptedException {
        if (!request.has("trust")) {
            // what a model writes down is its own word, unless it says whose else
            request.put("trust", "model");
        }
        return receipt(access.get().remember(named(request)));
    }

    private ToolResult recall(ObjectNode request) throws InterruptedException {
        if (Arguments.exactlyOne(request, "query", "id").equals("id")) {
            return readOne(request);
        }
        Arguments.none(request, "query", List.of("offset"));
        JsonNode tokens = request.path("max_tokens");
        if (tokens.isNumber() && tokens.asInt(0) > Bounds.CHARS_MAX / 4) {
            throw Refusal.invalid("max_tokens", "must be a whole number from 1 to " + Bounds.CHARS_MAX / 4,
                    "Ask for less, and read on with the cursor.");
        }
        ObjectNode found = access.get().recall(named(request));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        boolean cut = Bounds.fit(answer, found.path("memories"));
        for (String name : List.of("facts", "tokens", "next_cursor", "degraded", "pending")) {
            if (found.hasNonNull(name)) {
                answer.set(name, found.get(name));
            }
        }
        answer.put("truncated", cut || found.path("truncated").asBoolean(false));
        return ToolResult.of(answer, told.recalled(answer));
    }

    private ToolResult readOne(ObjectNode request) throws InterruptedException {
        Arguments.none(request, "id", SEARCH_ONLY);
        JsonNode offset = request.path("offset");
        if (!offset.isMissingNode() && !(offset.isInt() && offset.intValue() >= 0)) {
            throw Refusal.invalid("offset", "must be a whole number, 0 or more", "Correct it and ask again.");
        }
        request.remove("offset");
        JsonNode memory = access.get().get(named(request)).path("memory");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode page = Bounds.page(memory, offset.asInt(0));
        answer.putArray("memories").add(page);
        answer.put("truncated", page.has("next_offset"));
        return ToolResult.of(answer, told.recalled(answer));
    }

    private ToolResult forget(ObjectNode request) throws InterruptedException {
        String by = Arguments.exactlyOne(request, "id", "filter", "undo");
        if (!by.equals("filter")) {
            Arguments.none(request, by, List.of("preview"));
        }
        return switch (by) {
            case "id" -> receipt(access.get().delete(named(request)));
            case "undo" -> receipt(access.get().undo(named(renamed(request, "undo", "handle"))));
            default -> forgetWhere(named(request));
        };
    }

    private ToolResult forgetWhere(ObjectNode request) throws InterruptedException {
        ObjectNode done = access.get().deleteWhere(request);
        if (done.has("receipt")) {
            return receipt(done);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("count", done.path("count"));
        Bounds.fit(answer, done.path("memories"));
        answer.remove("more");
        return ToolResult.of(answer, told.previewed(answer));
    }

    private ToolResult receipt(ObjectNode done) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("receipt", done.path("receipt"));
        return ToolResult.of(answer, told.receipt(answer.path("receipt")));
    }

    private ObjectNode named(ObjectNode request) {
        if (!request.has("namespace")) {
            request.put("namespace", namespace.value());
        }
        return request;
    }

    private static ObjectNode renamed(ObjectNode arguments, String from, String to) {
        ObjectNode changed = arguments.objectNode();
        arguments.properties().forEach(argument -> changed.set(
                argument.getKey().equals(from) ? to : argument.getKey(), argument.getValue()));
        return changed;
    }
}
