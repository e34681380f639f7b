package dev.mimo.tools;

import dev.mimo.json.Json;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ContentAnnotations;
import dev.mimo.mcp.model.ResourceBody;
import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ResourceProvider;
import dev.mimo.mcp.model.ResourceTemplate;
import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import dev.mimo.tools.ListPosition.AtMemories;
import dev.mimo.tools.ListPosition.AtNamespaces;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Memories as resources, in Markdown. The list has the connection's own namespace, the newest memories in it, and then
/// the other namespaces by name: what they hold is read by whoever names them, as with the tools.
public final class MemoryResources implements ResourceProvider {
    private static final String MARKDOWN = "text/markdown";
    /// Clients tend to fetch a list to its end, and a memory may have a million entries.
    private static final int LISTED_MAX = 200;
    private static final int NAMES_MAX = 100;
    private static final int NEWEST = 50;
    private static final int TITLE_CHARS = 80;

    private final MemoryTools.Access access;
    private final Supplier<Namespace> namespace;
    private final Told told;

    /// @param namespace the connection's own; asked when it is first needed
    public MemoryResources(MemoryTools.Access access, Supplier<Namespace> namespace, Clock clock) {
        this.access = access;
        this.namespace = namespace;
        this.told = new Told(clock);
    }

    @Override
    public Page list(@Nullable String cursor, int limit, CallContext context) throws InterruptedException {
        MemoryCalls calls = access.get();
        Namespace own = namespace.get();
        List<ResourceDefinition> page = new ArrayList<>();
        ListPosition next;
        if (cursor == null) {
            page.add(definition(own));
            next = new AtMemories("", 0);
        } else {
            next = ListPosition.read(cursor);
        }
        while (next != null && page.size() < limit) {
            next = switch (next) {
                case AtMemories at -> memories(calls, at, limit, page);
                case AtNamespaces at -> namespaces(calls, at, limit, page);
            };
        }
        return new Page(page, next == null ? null : next.encoded());
    }

    private ListPosition memories(MemoryCalls calls, AtMemories from, int limit, List<ResourceDefinition> page) {
        int wanted = Math.min(limit - page.size(), LISTED_MAX - from.shown());
        if (wanted < 1) {
            return new AtNamespaces("");
        }
        ObjectNode request = request(namespace.get()).put("limit", wanted);
        if (!from.cursor().isEmpty()) {
            request.put("cursor", from.cursor());
        }
        ObjectNode answer = calls.list(request);
        answer.path("memories").forEach(memory -> page.add(definition(memory)));
        int shown = from.shown() + answer.path("memories").size();
        return answer.has("next_cursor") && shown < LISTED_MAX
                ? new AtMemories(answer.path("next_cursor").asString(""), shown)
                : new AtNamespaces("");
    }

    private @Nullable ListPosition namespaces(MemoryCalls calls, AtNamespaces from, int limit,
            List<ResourceDefinition> page) {
        ObjectNode request = Json.object().put("of", "namespaces").put("limit",
                Math.min(NAMES_MAX, limit - page.size()));
        if (!from.after().isEmpty()) {
            request.put("after", from.after());
        }
        ObjectNode answer = calls.names(request);
        String last = from.after();
        for (JsonNode name : answer.path("names")) {
            last = name.asString("");
            if (!last.equals(namespace.get().value())) {
                page.add(definition(new Namespace(last)));
            }
        }
        return answer.path("more").asBoolean(false) ? new AtNamespaces(last) : null;
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(
                new ResourceTemplate(MemoryUri.OF_MEMORY, "memory", "A memory",
                        "One memory with its circumstances, by its id.", MARKDOWN),
                new ResourceTemplate(MemoryUri.OF_NAMESPACE, "namespace", "The newest memories",
                        "What was remembered last in a namespace: a user, an agent or a project.", MARKDOWN));
    }

    @Override
    public List<ResourceBody> read(String uri, CallContext context) throws InterruptedException {
        MemoryUri address = MemoryUri.read(uri);
        if (address == null) {
            return List.of();
        }
        try {
            MemoryCalls calls = access.get();
            String text = address.id() == null
                    ? newest(calls, address.namespace())
                    : told.document(calls.get(request(address.namespace()).put("id", address.id())).path("memory"));
            return List.of(new ResourceBody.Text(uri, MARKDOWN, text));
        } catch (RefusedException e) {
            if (e.refusal() instanceof Refusal.NotFound) {
                return List.of();
            }
            throw e;
        }
    }

    /// Nothing: a memory can be edited the next moment.
    @Override
    public Duration fresh() {
        return Duration.ZERO;
    }

    private String newest(MemoryCalls calls, Namespace of) {
        ObjectNode found = calls.list(request(of).put("limit", NEWEST));
        ObjectNode answer = Json.object();
        Bounds.fit(answer, found.path("memories"));
        return told.newest(of, answer, found.has("next_cursor"));
    }

    private static ObjectNode request(Namespace namespace) {
        return Json.object().put("namespace", namespace.value());
    }

    private static ResourceDefinition definition(Namespace namespace) {
        return new ResourceDefinition(new MemoryUri(namespace, null).text(), namespace.value(),
                "Newest memories of " + namespace, "What was remembered last in the namespace " + namespace + ".",
                MARKDOWN, null, ContentAnnotations.NONE);
    }

    private static ResourceDefinition definition(JsonNode memory) {
        String id = memory.path("id").asString("");
        Namespace in = new Namespace(memory.path("namespace").asString(Namespace.DEFAULT.value()));
        return new ResourceDefinition(new MemoryUri(in, id).text(), id, title(memory.path("content").asString("")),
                null, MARKDOWN, null, new ContentAnnotations(List.of(), importance(memory), recorded(memory)));
    }

    private static @Nullable Double importance(JsonNode memory) {
        JsonNode importance = memory.path("importance");
        return importance.isNumber() ? Math.clamp(importance.doubleValue(), 0, 1) : null;
    }

    private static @Nullable Instant recorded(JsonNode memory) {
        try {
            return Instant.parse(memory.path("recorded_at").asString(""));
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static String title(String content) {
        String line = content.strip().lines().findFirst().orElse("");
        if (line.length() <= TITLE_CHARS) {
            return line;
        }
        int end = Character.isLowSurrogate(line.charAt(TITLE_CHARS)) ? TITLE_CHARS - 1 : TITLE_CHARS;
        return line.substring(0, end) + "…";
    }
}
