package dev.mimo.memory.operation;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.HttpForm;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Effect;
import dev.mimo.call.Operation.Title;
import dev.mimo.call.RecordShape;
import dev.mimo.call.Shapes;
import dev.mimo.call.UndoOperation;
import dev.mimo.call.UndoOperation.Written;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.MemoryShapes;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.memory.recall.RecallSettings;
import dev.mimo.memory.recall.Why;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that the memory can be asked.
public record MemoryOperations(Call<RememberRequest, Remembered> remember,
        Call<BatchRequest, RememberedBatch> rememberAll, Call<RecallRequest, RecallAnswer> recall,
        Call<ListRequest, MemoryList> list, Call<MemoryRequest, OneMemory> get,
        Call<VersionsRequest, MemoryList> versions, Call<UpdateRequest, Written> update,
        Call<MemoryRequest, Written> delete, Call<DeleteRequest, DeleteAnswer> deleteWhere,
        Call<NamesRequest, NamesInUse> names) {
    private static final String GROUP = "Memories";
    private static final int LISTED = 50;

    /// With the bounds of these settings.
    public static MemoryOperations within(MemorySettings limits, RecallSettings recall) {
        MemoryShapes shapes = new MemoryShapes(limits);
        RecordShape<Memory> memory = MemoryShapes.memory();
        RecordShape<MemoryList> memories = memoryList(memory);
        RecordShape<Written> written = UndoOperation.written();
        return new MemoryOperations(
                new Call<>(new Title("remember", GROUP, "Remember a text", "The same text again in a namespace is "
                        + "`same`, and nothing is written; a turn of a conversation (it has a `session`) is always its "
                        + "own memory."),
                        Effect.WRITES, HttpForm.post("/v1/memories"), rememberRequest(shapes), remembered())
                        .creating(answer -> location(answer.receipt())),
                new Call<>(new Title("rememberAll", GROUP, "Remember many texts", "All or none, in the order given."),
                        Effect.WRITES, HttpForm.post("/v1/memories/batch").with(HttpForm.Body.BATCH),
                        batchRequest(shapes, limits), rememberedBatch()),
                new Call<>(new Title("recall", "Recall", "Find memories by words and meaning", ""), Effect.READS,
                        HttpForm.post("/v1/recall"), RecallShapes.request(recall, shapes.filter()),
                        RecallShapes.answer(memory)),
                new Call<>(new Title("listMemories", GROUP, "List memories, newest first", ""), Effect.READS,
                        HttpForm.get("/v1/memories"), listRequest(shapes, recall), memories),
                new Call<>(new Title("getMemory", GROUP, "Read a memory", ""), Effect.READS,
                        HttpForm.get("/v1/memories/{id}"), momentRequest(shapes), oneMemory()),
                new Call<>(new Title("memoryVersions", GROUP, "Read every version, oldest first",
                        "A page holds about a MiB of texts."), Effect.READS,
                        HttpForm.get("/v1/memories/{id}/versions"), versionsRequest(shapes), memories),
                new Call<>(new Title("updateMemory", GROUP, "Change a memory", "Its next version, or `same` "
                        + "when nothing would change."),
                        Effect.WRITES, HttpForm.patch("/v1/memories/{id}").query("namespace"), updateRequest(shapes),
                        written),
                new Call<>(new Title("deleteMemory", GROUP, "Delete a memory", ""), Effect.DESTROYS,
                        HttpForm.delete("/v1/memories/{id}"), idRequest(shapes), written),
                new Call<>(new Title("deleteMemories", GROUP, "Delete what a filter holds", "Only counts and shows "
                        + "them unless `preview` is `false`."),
                        Effect.DESTROYS, HttpForm.post("/v1/memories/delete"), deleteRequest(shapes),
                        deleteAnswer(memory)),
                new Call<>(new Title("listNames", GROUP, "List names in use", "Namespaces in order of name; categories "
                        + "and tags of the newest 10,000 memories of a namespace, the most frequent first."),
                        Effect.READS, HttpForm.get("/v1/names"), namesRequest(), namesInUse()));
    }

    /// Where another process knows the bounds and refuses what passes them.
    public static MemoryOperations unbounded() {
        RecallSettings recall = RecallSettings.defaults();
        return within(MemorySettings.unbounded(), new RecallSettings(recall.limitMax(), Integer.MAX_VALUE,
                recall.candidates(), recall.rerank(), recall.modelPatience(), recall.weights()));
    }

    /// How a memory is answered.
    public static RecordShape<Memory> memory() {
        return MemoryShapes.memory();
    }

    /// How the reasons of a score are answered.
    public static RecordShape<Why> why() {
        return RecallShapes.why();
    }

    private static @Nullable String location(Receipt receipt) {
        return receipt.status() != Receipt.Status.STORED || receipt.id() == null
                ? null
                : "/v1/memories/" + HttpForm.encoded(receipt.id()) + "?namespace="
                        + HttpForm.encoded(receipt.namespace().value());
    }

    private static RecordShape<RememberRequest> rememberRequest(MemoryShapes shapes) {
        RecordShape.Builder<RememberRequest> of = RecordShape.named("RememberRequest");
        Field<NewMemory> memory = of.joined(shapes.newMemory(), RememberRequest::memory);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, RememberRequest::namespace);
        Field<WriteWait> wait = of.defaulted("wait", "`durable` answers after the commit; `indexed` also waits until "
                + "meaning finds it, a minute at most.", Shapes.choice(WriteWait.class), WriteWait.DURABLE,
                RememberRequest::until);
        return of.made(values -> new RememberRequest(values.get(namespace), values.get(memory), values.get(wait)));
    }

    private static RecordShape<Remembered> remembered() {
        RecordShape.Builder<Remembered> of = RecordShape.named("Remembered");
        Field<Receipt> receipt = of.required("receipt", "What happened, and how to take it back.",
                CommonShapes.receipt(), Remembered::receipt);
        Field<@Nullable Boolean> indexed = of.optional("indexed", "Whether meaning finds it already, if that was "
                + "waited for.", Shapes.bool(), Remembered::indexed);
        return of.made(values -> new Remembered(values.get(receipt), values.get(indexed)));
    }

    private static RecordShape<BatchRequest> batchRequest(MemoryShapes shapes, MemorySettings limits) {
        RecordShape.Builder<BatchRequest.Item> item = RecordShape.named("BatchItem");
        Field<NewMemory> memory = item.joined(shapes.newMemory(), BatchRequest.Item::memory);
        Field<@Nullable Namespace> own = item.optional("namespace", "The same for all, here or beside `memories`.",
                CommonShapes.namespace(), BatchRequest.Item::namespace);
        RecordShape<BatchRequest.Item> items = item
                .made(values -> new BatchRequest.Item(values.get(own), values.get(memory)));

        RecordShape.Builder<BatchRequest> of = RecordShape.named("BatchRequest");
        Field<List<BatchRequest.Item>> memories = of.required("memories", "In order.",
                Shapes.batch(items, limits.batchItemsMax()), BatchRequest::memories);
        Field<@Nullable Namespace> namespace = of.optional("namespace", "Whose; `default` when nothing names one.",
                CommonShapes.namespace(), BatchRequest::namespace);
        Field<WriteWait> wait = of.defaulted("wait", "As for one memory.", Shapes.choice(WriteWait.class),
                WriteWait.DURABLE, BatchRequest::until);
        return of.made(values -> new BatchRequest(values.get(namespace), values.get(memories), values.get(wait)));
    }

    private static RecordShape<RememberedBatch> rememberedBatch() {
        RecordShape.Builder<RememberedBatch> of = RecordShape.named("RememberedBatch");
        Field<List<Receipt>> receipts = of.required("receipts", "One each, in the order given.",
                Shapes.list(CommonShapes.receipt()), RememberedBatch::receipts);
        Field<@Nullable Boolean> indexed = of.optional("indexed", "Whether meaning finds all of them already, if that "
                + "was waited for.", Shapes.bool(), RememberedBatch::indexed);
        return of.made(values -> new RememberedBatch(values.get(receipts), values.get(indexed)));
    }

    private static RecordShape<ListRequest> listRequest(MemoryShapes shapes, RecallSettings limits) {
        RecordShape.Builder<ListRequest> of = RecordShape.named("ListRequest");
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, ListRequest::namespace);
        Field<Filter> filter = of.joined(shapes.singleFilter(), ListRequest::filter);
        Field<Integer> limit = of.defaulted("limit", "At most so many.", Shapes.integer(1, limits.limitMax()),
                Math.min(LISTED, limits.limitMax()), ListRequest::limit);
        Field<@Nullable Cursor> cursor = of.optional("cursor", "The `next_cursor` of the page before.",
                CommonShapes.cursor(), ListRequest::cursor);
        return of.made(values -> new ListRequest(values.get(namespace), values.get(filter), values.get(limit),
                values.get(cursor)));
    }

    private static RecordShape<MemoryList> memoryList(RecordShape<Memory> memory) {
        RecordShape.Builder<MemoryList> of = RecordShape.named("MemoryList");
        Field<List<Memory>> memories = of.required("memories", "The memories.", Shapes.list(memory),
                MemoryList::memories);
        Field<@Nullable Cursor> next = of.optional("next_cursor", "Where the next page begins.",
                CommonShapes.cursor(), MemoryList::nextCursor);
        return of.made(values -> new MemoryList(values.get(memories), values.get(next)));
    }

    private static RecordShape<MemoryRequest> idRequest(MemoryShapes shapes) {
        RecordShape.Builder<MemoryRequest> of = RecordShape.named("MemoryRequest");
        Field<MemoryId> id = of.required("id", "The memory.", shapes.id(), MemoryRequest::id);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, MemoryRequest::namespace);
        return of.made(values -> new MemoryRequest(values.get(namespace), values.get(id)));
    }

    private static RecordShape<MemoryRequest> momentRequest(MemoryShapes shapes) {
        RecordShape.Builder<MemoryRequest> of = RecordShape.named("MomentRequest");
        Field<MemoryId> id = of.required("id", "The memory.", shapes.id(), MemoryRequest::id);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, MemoryRequest::namespace);
        Field<@Nullable Instant> knownAt = of.optional("known_at", MemoryShapes.KNOWN_AT, Shapes.time(),
                MemoryRequest::knownAt);
        return of.made(values -> new MemoryRequest(values.get(namespace), values.get(id), values.get(knownAt)));
    }

    /// How a memory that was asked for is answered.
    public static RecordShape<OneMemory.Linked> linkedMemory() {
        RecordShape.Builder<OneMemory.Linked> of = RecordShape.named("LinkedMemory");
        Field<Memory> memory = of.joined(MemoryShapes.memory(), OneMemory.Linked::memory);
        Field<List<Receipt.Similar>> similar = of.unlessEmpty("similar", "Near-duplicates, best first: a hint.",
                Shapes.list(CommonShapes.similar()), OneMemory.Linked::similar);
        return of.made(values -> new OneMemory.Linked(values.get(memory), values.get(similar)));
    }

    private static RecordShape<OneMemory> oneMemory() {
        RecordShape.Builder<OneMemory> of = RecordShape.named("OneMemory");
        Field<OneMemory.Linked> one = of.required("memory", "The memory.", linkedMemory(), OneMemory::memory);
        return of.made(values -> new OneMemory(values.get(one)));
    }

    private static RecordShape<VersionsRequest> versionsRequest(MemoryShapes shapes) {
        RecordShape.Builder<VersionsRequest> of = RecordShape.named("VersionsRequest");
        Field<MemoryId> id = of.required("id", "The memory.", shapes.id(), VersionsRequest::id);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, VersionsRequest::namespace);
        Field<@Nullable Cursor> cursor = of.optional("cursor", "The `next_cursor` of the page before.",
                CommonShapes.cursor(), VersionsRequest::cursor);
        return of.made(values -> new VersionsRequest(values.get(namespace), values.get(id), values.get(cursor)));
    }

    private static RecordShape<UpdateRequest> updateRequest(MemoryShapes shapes) {
        RecordShape.Builder<UpdateRequest> of = RecordShape.named("MemoryPatch");
        Field<MemoryId> id = of.required("id", "The memory to change.", shapes.id(), UpdateRequest::id);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, UpdateRequest::namespace);
        Field<Patch> patch = of.joined(shapes.patch(), UpdateRequest::patch);
        return of.made(values -> new UpdateRequest(values.get(namespace), values.get(id), values.get(patch)));
    }

    private static RecordShape<DeleteRequest> deleteRequest(MemoryShapes shapes) {
        RecordShape.Builder<DeleteRequest> of = RecordShape.named("DeleteRequest");
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, DeleteRequest::namespace);
        Field<Filter> filter = of.required("filter", "Which memories: all parts must fit, and there must be one.",
                shapes.deletionFilter(), DeleteRequest::filter);
        Field<Boolean> preview = of.defaulted("preview", "Only count and show them; `false` deletes.", Shapes.bool(),
                true, DeleteRequest::preview);
        return of.made(values -> new DeleteRequest(values.get(namespace), values.get(filter), values.get(preview)));
    }

    private static RecordShape<DeleteAnswer> deleteAnswer(RecordShape<Memory> memory) {
        RecordShape.Builder<DeleteAnswer> of = RecordShape.named("DeleteAnswer");
        Field<@Nullable Receipt> receipt = of.optional("receipt", "Of the deletion; a preview has none.",
                CommonShapes.receipt(), DeleteAnswer::receipt);
        Field<@Nullable Long> count = of.optional("count", "How many the filter holds, for a preview.", Shapes.count(),
                DeleteAnswer::count);
        Field<@Nullable List<Memory>> memories = of.optional("memories", "The newest ten of them, for a preview.",
                Shapes.list(memory), DeleteAnswer::memories);
        return of.made(values -> new DeleteAnswer(values.get(receipt), values.get(count), values.get(memories)));
    }

    private static RecordShape<NamesRequest> namesRequest() {
        RecordShape.Builder<NamesInUse.Question> asked = RecordShape.named("NamesQuestion");
        Field<NamesInUse.Kind> kind = asked.defaulted("of", "Which names; namespaces are those of the whole store.",
                Shapes.choice(NamesInUse.Kind.class), NamesInUse.Kind.NAMESPACES, NamesInUse.Question::kind);
        Field<@Nullable String> prefix = asked.optional("prefix", "What they begin with.",
                Shapes.text(CommonShapes.NAME_MAX), question -> orNull(question.prefix()));
        Field<@Nullable String> after = asked.optional("after", "Only names behind this one; for namespaces.",
                Shapes.text(CommonShapes.NAME_MAX), question -> orNull(question.after()));
        Field<Integer> limit = asked.defaulted("limit", "At most so many.", Shapes.integer(1, NamesInUse.LIMIT_MAX),
                NamesInUse.LIMIT_MAX, NamesInUse.Question::limit);
        RecordShape<NamesInUse.Question> question = asked.made(values -> new NamesInUse.Question(values.get(kind),
                orEmpty(values.get(prefix)), orEmpty(values.get(after)), values.get(limit)));

        RecordShape.Builder<NamesRequest> of = RecordShape.named("NamesRequest");
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, NamesRequest::namespace);
        Field<NamesInUse.Question> all = of.joined(question, NamesRequest::question);
        return of.made(values -> new NamesRequest(values.get(namespace), values.get(all)));
    }

    private static RecordShape<NamesInUse> namesInUse() {
        RecordShape.Builder<NamesInUse> of = RecordShape.named("NamesInUse");
        Field<List<String>> names = of.required("names", "The names.", Shapes.list(Shapes.text()), NamesInUse::names);
        Field<Boolean> more = of.required("more", "Whether there are others that fit.", Shapes.bool(),
                NamesInUse::more);
        return of.made(values -> new NamesInUse(values.get(names), values.get(more)));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
