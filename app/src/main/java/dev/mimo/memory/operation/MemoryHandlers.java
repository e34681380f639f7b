package dev.mimo.memory.operation;

import dev.mimo.call.LocalClient;
import dev.mimo.call.PageMark;
import dev.mimo.memory.Details;
import dev.mimo.memory.Memories;
import dev.mimo.memory.Memory;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.memory.operation.MemoryAnswers.BatchAnswer;
import dev.mimo.memory.operation.MemoryAnswers.DeleteAnswer;
import dev.mimo.memory.operation.MemoryAnswers.FoundMemory;
import dev.mimo.memory.operation.MemoryAnswers.LinkedMemory;
import dev.mimo.memory.operation.MemoryAnswers.MemoryList;
import dev.mimo.memory.operation.MemoryAnswers.RecallAnswer;
import dev.mimo.memory.operation.MemoryAnswers.RememberAnswer;
import dev.mimo.memory.operation.MemoryRequests.BatchItem;
import dev.mimo.memory.operation.MemoryRequests.BatchRequest;
import dev.mimo.memory.operation.MemoryRequests.DeleteRequest;
import dev.mimo.memory.operation.MemoryRequests.ListRequest;
import dev.mimo.memory.operation.MemoryRequests.MemoryRequest;
import dev.mimo.memory.operation.MemoryRequests.NamesRequest;
import dev.mimo.memory.operation.MemoryRequests.RecallRequest;
import dev.mimo.memory.operation.MemoryRequests.RememberRequest;
import dev.mimo.memory.operation.MemoryRequests.VersionsRequest;
import dev.mimo.memory.operation.MemoryRequests.WriteWait;
import dev.mimo.memory.recall.Question;
import dev.mimo.memory.recall.Recall;
import dev.mimo.memory.recall.Recalled;
import dev.mimo.memory.recall.Why;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers the memory's operations.
final class MemoryHandlers {
    /// How long `wait: indexed` waits for vectors before it answers `indexed: false`.
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// Nobody pages through a recall that far; each page costs as much as all before it.
    private static final int OFFSET_MAX = 2_000;
    /// What may differ from page to page.
    private static final Set<String> PAGE_OF_RECALL = Set.of("limit", "max_tokens", "cursor", "explain");
    private static final Set<String> PAGE_OF_LIST = Set.of("limit", "cursor");

    private final MemoryOperations operations;
    private final Memories memories;
    private final Recall recall;

    MemoryHandlers(MemoryOperations operations, Memories memories, Recall recall) {
        this.operations = operations;
        this.memories = memories;
        this.recall = recall;
    }

    void bind(LocalClient calls) {
        calls.on(operations.remember(), this::remember)
                .on(operations.rememberAll(), this::rememberAll)
                .on(operations.recall(), this::recall)
                .on(operations.list(), this::list)
                .on(operations.get(), this::get)
                .on(operations.versions(), this::versions)
                .on(operations.update(),
                        request -> memories.update(request.namespace(), request.id(), request.patch()))
                .on(operations.delete(), request -> memories.delete(request.namespace(), request.id()))
                .on(operations.deleteWhere(), this::deleteWhere)
                .on(operations.names(), this::names);
    }

    private MemoryList versions(VersionsRequest request) {
        Page<Memory> page = memories.versions(request.namespace(), request.id(), request.cursor());
        return new MemoryList(page.items(), page.next());
    }

    private RememberAnswer remember(RememberRequest request) {
        Memories.Indexed done = request.replaces() == null
                ? store(request.namespace(), List.of(request.memory()), request.until())
                : memories.replace(request.namespace(), request.replaces(), replacement(request.memory()),
                        request.until() == WriteWait.INDEXED ? PATIENCE : Duration.ZERO);
        return new RememberAnswer(new LinkedReceipts(memories, recall).of(done.receipts().getFirst(),
                request.memory().details()), indexed(request.until(), done));
    }

    /// What the new version says; what is as if nothing had been said stays as it was, and what no edit changes does.
    private static Patch replacement(NewMemory offered) {
        Details said = offered.details();
        Details usual = Details.of(said.content());
        return new Patch(said.content(), said.category().equals(usual.category()) ? null : said.category(),
                said.importance() == usual.importance() ? null : (Double) said.importance(),
                said.tags().isEmpty() ? null : said.tags(),
                said.metadata().equals(usual.metadata()) ? null : said.metadata(), said.occurredAt());
    }

    private BatchAnswer rememberAll(BatchRequest request) {
        List<NewMemory> batch = request.memories().stream().map(BatchItem::memory).toList();
        Memories.Indexed done = store(namespace(request), batch, request.until());
        return new BatchAnswer(done.receipts(), indexed(request.until(), done));
    }

    /// The one that all of a batch are for; an item without a name is for the request's, or `default`.
    private static Namespace namespace(BatchRequest request) {
        Namespace beside = request.namespace() == null ? Namespace.DEFAULT : request.namespace();
        Namespace first = orElse(request.memories().getFirst().namespace(), beside);
        Namespace all = request.namespace() == null ? first : request.namespace();
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < request.memories().size(); i++) {
            Namespace own = orElse(request.memories().get(i).namespace(), beside);
            if (!own.equals(all)) {
                problems.add(new FieldProblem("memories[" + i + "].namespace",
                        "is '" + own + "' and elsewhere '" + all + "'"));
            }
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(new Refusal.Invalid(
                    "The memories of one call are of one namespace, and these are of several.",
                    "Name it beside 'memories', or in each of them, and make a call for each namespace.", problems));
        }
        return all;
    }

    private static Namespace orElse(@Nullable Namespace own, Namespace other) {
        return own == null ? other : own;
    }

    private Memories.Indexed store(Namespace namespace, List<NewMemory> batch, WriteWait wait) {
        return switch (wait) {
            case DURABLE -> new Memories.Indexed(memories.remember(namespace, batch), false);
            case INDEXED -> memories.rememberIndexed(namespace, batch, PATIENCE);
        };
    }

    /// A write never fails for want of vectors; whoever waited for them is told when they are not there yet.
    private static @Nullable Boolean indexed(WriteWait wait, Memories.Indexed done) {
        return wait == WriteWait.INDEXED ? (Boolean) done.indexed() : null;
    }

    private RecallAnswer recall(RecallRequest request) {
        PageMark mark = PageMark.of(request.namespace(), operations.recall().request().write(request),
                PAGE_OF_RECALL);
        Recalled recalled = recall.recall(request.namespace(),
                new Question(request.query(), request.filter(), request.limit(), request.maxTokens(),
                        request.minScore(), request.effort(), request.weights(), request.explain(),
                        offset(mark, request.cursor())));
        boolean next = recalled.nextOffset() > 0 && recalled.nextOffset() <= OFFSET_MAX;
        // without the question's vector, nothing is known of a memory's own
        boolean compared = recalled.degraded().isEmpty();
        return new RecallAnswer(found(recalled.hits(), request.explain(), compared), recalled.tokens(),
                recalled.truncated(), next ? mark.at(Integer.toString(recalled.nextOffset())) : null,
                recalled.degraded(), recalled.remedy(), recalled.pending() > 0 ? recalled.pending() : null,
                recalled.waited().isPositive() ? (int) recalled.waited().toMillis() : null,
                recalled.weak() > 0 ? recalled.weak() : null,
                request.explain() ? found(recalled.nearMisses(), true, compared) : null);
    }

    private static List<FoundMemory> found(List<Recalled.Hit> hits, boolean explain, boolean compared) {
        return hits.stream().map(hit -> {
            Why why = explain && !compared ? hit.why().with(Why.Vector.COMPARED) : hit.why();
            return new FoundMemory(hit.memory(), hit.score(), explain ? why : null, hit.passageAt(),
                    hit.nextOffset());
        }).toList();
    }

    /// A recall's cursor is the rank at which its next page begins.
    private static int offset(PageMark mark, @Nullable Cursor cursor) {
        if (cursor == null) {
            return 0;
        }
        try {
            int offset = Integer.parseInt(mark.place(cursor, "question; ask this one"));
            if (offset > 0 && offset <= OFFSET_MAX) {
                return offset;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw PageMark.notOurs();
    }

    private MemoryList list(ListRequest request) {
        PageMark mark = PageMark.of(request.namespace(), operations.list().request().write(request), PAGE_OF_LIST);
        Cursor cursor = request.cursor() == null
                ? null
                : new Cursor(mark.place(request.cursor(), "list; ask for this one"));
        Page<Memory> page = memories.list(request.namespace(), request.filter(), request.limit(), cursor);
        Cursor next = page.next();
        return new MemoryList(page.items(), next == null ? null : mark.at(next.value()));
    }

    private LinkedMemory get(MemoryRequest request) {
        Memory memory = memories.get(request.namespace(), request.id(), request.knownAt());
        return new LinkedMemory(memory, memories.similar(request.namespace(), request.id()));
    }

    private DeleteAnswer deleteWhere(DeleteRequest request) {
        if (!request.preview()) {
            return new DeleteAnswer(memories.deleteWhere(request.namespace(), request.filter()), null, null);
        }
        Memories.Preview shown = memories.preview(request.namespace(), request.filter());
        return new DeleteAnswer(null, shown.count(), shown.first());
    }

    private NamesInUse names(NamesRequest request) {
        NamesInUse.Question question = request.question();
        if (!question.after().isEmpty() && question.kind() != NamesInUse.Kind.NAMESPACES) {
            throw Refusal.invalid("after", "goes with namespaces only", "Leave it out, or ask for namespaces.");
        }
        return memories.names(request.namespace(), question);
    }
}
