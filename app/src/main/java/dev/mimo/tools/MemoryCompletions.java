package dev.mimo.tools;

import dev.mimo.mcp.model.CompletionProvider;
import dev.mimo.memory.Filter;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.NamesInUse.Kind;
import dev.mimo.memory.operation.MemoryAnswers.MemoryList;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.MemoryRequests.ListRequest;
import dev.mimo.memory.operation.MemoryRequests.NamesRequest;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Proposes namespaces, tags and categories that are in use, and the ids of a namespace's newest memories. Tags,
/// categories and ids are those of one namespace: the one that is filled in beside them, else the connection's own.
public final class MemoryCompletions implements CompletionProvider {
    private static final int PROPOSALS_MAX = 100;
    private static final List<String> PROMPTS = List.of(MemoryPrompts.BRIEF, MemoryPrompts.REMEMBER);
    private static final List<String> TEMPLATES = List.of(MemoryUri.OF_MEMORY, MemoryUri.OF_NAMESPACE);

    private final MemoryConnection memory;

    public MemoryCompletions(MemoryConnection memory) {
        this.memory = memory;
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
                case "namespace" -> names(Kind.NAMESPACES, typed, Namespace.DEFAULT);
                case "category" -> names(Kind.CATEGORIES, typed, beside(others));
                case "tag", "topic", "about" -> names(Kind.TAGS, typed, beside(others));
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

    private Namespace beside(Map<String, String> others) {
        String named = others.getOrDefault("namespace", "").strip();
        return Namespace.isValid(named) ? new Namespace(named) : memory.namespace().get();
    }

    private Proposals names(Kind of, String typed, Namespace in) throws InterruptedException {
        NamesInUse found = memory.call(MemoryOperations::names,
                new NamesRequest(in, new NamesInUse.Question(of, typed.strip(), "", PROPOSALS_MAX)));
        // names are stored by anybody: one that is not what it looks like is for nobody to pick
        List<String> plain = found.names().stream().filter(name -> VisibleText.line(name).equals(name)).toList();
        return new Proposals(plain, found.more() ? null : plain.size(), found.more());
    }

    private Proposals ids(String typed, Namespace in) throws InterruptedException {
        MemoryList found = memory.call(MemoryOperations::list,
                new ListRequest(in, Filter.ALL, PROPOSALS_MAX, null));
        List<String> values = found.memories().stream().map(each -> each.id().value())
                .filter(id -> id.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT))).toList();
        return new Proposals(values, null, found.nextCursor() != null);
    }
}
