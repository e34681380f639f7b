package dev.mimo.memory.operation;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.HttpForm;
import dev.mimo.call.HttpForm.Body;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Effect;
import dev.mimo.call.Operation.Title;
import dev.mimo.call.RecordShape;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.MemoryShapes;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.operation.MemoryAnswers.BatchAnswer;
import dev.mimo.memory.operation.MemoryAnswers.DeleteAnswer;
import dev.mimo.memory.operation.MemoryAnswers.LinkedMemory;
import dev.mimo.memory.operation.MemoryAnswers.MemoryList;
import dev.mimo.memory.operation.MemoryAnswers.RecallAnswer;
import dev.mimo.memory.operation.MemoryAnswers.RememberAnswer;
import dev.mimo.memory.operation.MemoryRequests.BatchRequest;
import dev.mimo.memory.operation.MemoryRequests.DeleteRequest;
import dev.mimo.memory.operation.MemoryRequests.ListRequest;
import dev.mimo.memory.operation.MemoryRequests.MemoryRequest;
import dev.mimo.memory.operation.MemoryRequests.NamesRequest;
import dev.mimo.memory.operation.MemoryRequests.RecallRequest;
import dev.mimo.memory.operation.MemoryRequests.RememberRequest;
import dev.mimo.memory.operation.MemoryRequests.UpdateRequest;
import dev.mimo.memory.operation.MemoryRequests.VersionsRequest;
import dev.mimo.memory.recall.RecallSettings;
import dev.mimo.terms.Receipt;
import org.jspecify.annotations.Nullable;

/// All that the memory can be asked.
public record MemoryOperations(Call<RememberRequest, RememberAnswer> remember,
        Call<BatchRequest, BatchAnswer> rememberAll, Call<RecallRequest, RecallAnswer> recall,
        Call<ListRequest, MemoryList> list, Call<MemoryRequest, LinkedMemory> get,
        Call<VersionsRequest, MemoryList> versions, Call<UpdateRequest, Receipt> update,
        Call<MemoryRequest, Receipt> delete, Call<DeleteRequest, DeleteAnswer> deleteWhere,
        Call<NamesRequest, NamesInUse> names) {
    private static final String GROUP = "Memories";

    /// With the bounds of these settings.
    public static MemoryOperations within(MemorySettings limits, RecallSettings recall) {
        MemoryRequests asked = new MemoryRequests(new MemoryShapes(limits), limits, recall);
        RecordShape<MemoryList> list = MemoryAnswers.list();
        RecordShape<Receipt> written = CommonShapes.written();
        return new MemoryOperations(
                new Call<>(new Title("remember", GROUP, "Remember a text", "The same text again in a namespace is "
                        + "`same`, and nothing is written; a turn of a conversation (it has a `session`) is always its "
                        + "own memory."),
                        Effect.WRITES, HttpForm.post("/v1/memories"), asked.remember(), MemoryAnswers.remembered())
                        .creating(answer -> location(answer.receipt())),
                new Call<>(new Title("rememberAll", GROUP, "Remember many texts", "All or none, in the order given."),
                        Effect.WRITES, HttpForm.of("POST", "/v1/memories/batch", Body.BATCH), asked.batch(),
                        MemoryAnswers.batch()),
                new Call<>(new Title("recall", "Recall", "Find memories by words and meaning", ""), Effect.READS,
                        HttpForm.post("/v1/recall"), asked.recall(), MemoryAnswers.recalled()),
                new Call<>(new Title("listMemories", GROUP, "List memories, newest first", ""), Effect.READS,
                        HttpForm.get("/v1/memories"), asked.list(), list),
                new Call<>(new Title("getMemory", GROUP, "Read a memory", ""), Effect.READS,
                        HttpForm.get("/v1/memories/{id}"), asked.oneAt(), MemoryAnswers.one()),
                new Call<>(new Title("memoryVersions", GROUP, "Read every version, oldest first",
                        "A page holds about a MiB of texts."), Effect.READS,
                        HttpForm.get("/v1/memories/{id}/versions"), asked.versions(), list),
                new Call<>(new Title("updateMemory", GROUP, "Change a memory", "Its next version, or `same` "
                        + "when nothing would change."),
                        Effect.WRITES, HttpForm.of("PATCH", "/v1/memories/{id}", Body.FIELDS, "namespace"),
                        asked.update(), written),
                new Call<>(new Title("deleteMemory", GROUP, "Delete a memory", ""), Effect.DESTROYS,
                        HttpForm.of("DELETE", "/v1/memories/{id}", Body.NONE), asked.one(), written),
                new Call<>(new Title("deleteMemories", GROUP, "Delete what a filter holds", "Only counts and shows "
                        + "them unless `preview` is `false`."),
                        Effect.DESTROYS, HttpForm.post("/v1/memories/delete"), asked.delete(),
                        MemoryAnswers.deleted()),
                new Call<>(new Title("listNames", GROUP, "List names in use", "Namespaces in order of name; categories "
                        + "and tags of the newest 10,000 memories of a namespace, the most frequent first; ids of a "
                        + "namespace in their order."),
                        Effect.READS, HttpForm.get("/v1/names"), MemoryRequests.names(), MemoryAnswers.names()));
    }

    /// Where another process knows the bounds and refuses what passes them.
    public static MemoryOperations unbounded() {
        RecallSettings recall = RecallSettings.defaults();
        return within(MemorySettings.unbounded(), new RecallSettings(recall.limitMax(), Integer.MAX_VALUE,
                recall.candidates(), recall.rerank(), recall.minScore(), recall.modelPatience(), recall.vectorsWait(),
                recall.weights()));
    }

    private static @Nullable String location(Receipt receipt) {
        return receipt.status() != Receipt.Status.STORED || receipt.id() == null
                ? null
                : "/v1/memories/" + HttpForm.encoded(receipt.id()) + "?namespace="
                        + HttpForm.encoded(receipt.namespace().value());
    }
}
