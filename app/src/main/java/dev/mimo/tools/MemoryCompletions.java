package dev.mimo.tools;

import dev.mimo.json.Json;
import dev.mimo.mcp.model.CompletionProvider;
import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Proposes namespaces, tags and categories that are in use, and the ids of a namespace's newest memories. Tags,
/// categories and ids are those of one namespace: the one that is filled in beside them, else the connection's own.
public final class MemoryCompletions implements CompletionProvider {
    private static final int PROPOSALS_MAX = 100;
    private static final List<String> PROMPTS = List.of(MemoryPrompts.BRIEF, MemoryPrompts.REMEMBER);
    private static final List<String> TEMPLATES = List.of(MemoryUri.OF_MEMORY, MemoryUri.OF_NAMESPACE);

    private final MemoryTools.Access access;
    private final Supplier<Namespace> namespace;

    /// @param namespace the connection's own; asked when it is first needed
    public MemoryCompletions(MemoryTools.Access access, Supplier<Namespace> namespace) {
        this.access = access;
        this.namespace = namespace;
    }

    @Override
    public Proposals complete(Reference of, String argument, String typed, Map<String, String> others) {
        boolean known = switch (of) {
            case Reference.ToPrompt(String name) -> PROMPTS.contains(name);
            case Reference.ToResource(String template) -> TEMPLATES.contains(template);
        };
        if (!known) {
            return Proposals.NONE;
        }
        try {
            return switch (argument) {
                case "namespace" -> names("namespaces", typed, null);
                case "category" -> names("categories", typed, beside(others));
                case "tag", "topic", "about" -> names("tags", typed, beside(others));
                case "id" -> ids(typed, beside(others));
                default -> Proposals.NONE;
            };
        } catch (RefusedException _) {
            // who types is helped, never stopped
            return Proposals.NONE;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Proposals.NONE;
        }
    }

    private String beside(Map<String, String> others) {
        String named = others.getOrDefault("namespace", "");
        return named.isBlank() ? namespace.get().value() : named.strip();
    }

    private Proposals names(String of, String typed, @Nullable String in) throws InterruptedException {
        ObjectNode request = Json.object().put("of", of).put("limit", PROPOSALS_MAX);
        if (in != null) {
            request.put("namespace", in);
        }
        if (!typed.isBlank()) {
            request.put("prefix", typed);
        }
        ObjectNode found = access.get().names(request);
        List<String> values = new ArrayList<>();
        found.path("names").forEach(name -> values.add(name.asString("")));
        boolean more = found.path("more").asBoolean(false);
        return new Proposals(values, more ? null : values.size(), more);
    }

    private Proposals ids(String typed, String in) throws InterruptedException {
        MemoryCalls calls = access.get();
        List<String> values = new ArrayList<>();
        ObjectNode found = calls.list(Json.object().put("namespace", in).put("limit", PROPOSALS_MAX));
        for (JsonNode memory : found.path("memories")) {
            String id = memory.path("id").asString("");
            if (id.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT))) {
                values.add(id);
            }
        }
        return new Proposals(values, null, found.has("next_cursor"));
    }
}
