package dev.mimo.memory.operation;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.RecordShape;
import dev.mimo.call.Shape;
import dev.mimo.call.ValueShapes;
import dev.mimo.json.Json;
import dev.mimo.memory.Filter;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.MemoryShapes;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.memory.recall.Effort;
import dev.mimo.memory.recall.RecallSettings;
import dev.mimo.memory.recall.Weights;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the memory is asked: each request as a record, and its shape.
///
/// @param shapes of memories and filters, within the bounds of the settings
public record MemoryRequests(MemoryShapes shapes, MemorySettings limits, RecallSettings recallLimits) {
    private static final int LISTED = 50;
    private static final int TOKENS_MAX = 1_000_000;

    /// What a write waits for: its commit, or until meaning finds what was stored.
    public enum WriteWait {
        DURABLE, INDEXED
    }

    /// One memory to store.
    ///
    /// @param replaces the memory whose next version it becomes; absent when it is a memory of its own
    public record RememberRequest(Namespace namespace, NewMemory memory, WriteWait until,
            @Nullable MemoryId replaces) {}

    RecordShape<RememberRequest> remember() {
        RecordShape.Builder<RememberRequest> of = RecordShape.named("RememberRequest");
        Field<NewMemory> memory = of.joined(shapes.newMemory(), RememberRequest::memory);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, RememberRequest::namespace);
        Field<WriteWait> wait = of.defaulted("wait", "`durable` answers after the commit; `indexed` also waits until "
                + "meaning finds it, a minute at most.", ValueShapes.choice(WriteWait.class), WriteWait.DURABLE,
                RememberRequest::until);
        Field<@Nullable MemoryId> replaces = of.optional("replaces", "The memory that is no longer true: this becomes "
                + "its next version, which keeps what is not said anew; session, speaker, source, trust and key stay.",
                shapes.id(), RememberRequest::replaces);
        return of.made(values -> new RememberRequest(values.get(namespace), values.get(memory), values.get(wait),
                values.get(replaces)));
    }

    /// Many memories of one namespace to store, all or none.
    ///
    /// @param namespace absent when the items name it, or nothing does
    public record BatchRequest(@Nullable Namespace namespace, List<BatchItem> memories, WriteWait until) {}

    /// @param namespace the same for all; absent when the request names it, or nothing does
    public record BatchItem(@Nullable Namespace namespace, NewMemory memory) {}

    RecordShape<BatchRequest> batch() {
        RecordShape.Builder<BatchItem> item = RecordShape.named("BatchItem");
        Field<NewMemory> memory = item.joined(shapes.newMemory(), BatchItem::memory);
        Field<@Nullable Namespace> own = item.optional("namespace", "The same for all, here or beside `memories`.",
                CommonShapes.namespace(), BatchItem::namespace);
        RecordShape<BatchItem> items = item.made(values -> new BatchItem(values.get(own), values.get(memory)));

        RecordShape.Builder<BatchRequest> of = RecordShape.named("BatchRequest");
        Field<List<BatchItem>> memories = of.required("memories", "In order.",
                ValueShapes.batch(items, limits.batchItemsMax()), BatchRequest::memories);
        Field<@Nullable Namespace> namespace = of.optional("namespace", "Whose; `default` when nothing names one.",
                CommonShapes.namespace(), BatchRequest::namespace);
        Field<WriteWait> wait = of.defaulted("wait", "As for one memory.", ValueShapes.choice(WriteWait.class),
                WriteWait.DURABLE, BatchRequest::until);
        return of.made(values -> new BatchRequest(values.get(namespace), values.get(memories), values.get(wait)));
    }

    /// A question.
    ///
    /// @param maxTokens budget of the answer, in estimated tokens of the contents
    /// @param minScore 0..1; what scores less is left out
    /// @param cursor where the page begins; absent for the first
    public record RecallRequest(Namespace namespace, String query, Filter filter, int limit, int maxTokens,
            double minScore, Effort effort, Weights weights, boolean explain, @Nullable Cursor cursor) {}

    RecordShape<RecallRequest> recall() {
        RecordShape.Builder<RecallRequest> of = RecordShape.named("Question");
        Field<String> query = of.required("query", "What to look for, as a question or in words.",
                ValueShapes.text(recallLimits.queryCharsMax()), RecallRequest::query);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, RecallRequest::namespace);
        Field<Integer> limit = of.defaulted("limit", "At most so many memories.",
                ValueShapes.integer(1, recallLimits.limitMax()), Math.min(10, recallLimits.limitMax()),
                RecallRequest::limit);
        Field<Integer> maxTokens = of.defaulted("max_tokens", "About how much text, in tokens.",
                ValueShapes.integer(1, TOKENS_MAX), 2000, RecallRequest::maxTokens);
        Field<Filter> filter = of.joined(shapes.filter(), RecallRequest::filter);
        Field<Double> minScore = of.defaulted("min_score", "Nothing that scores less; 0 for all that comes nearest.",
                ValueShapes.number(0, 1), recallLimits.minScore(), RecallRequest::minScore);
        Field<Effort> effort = of.defaulted("effort", "`high` reads more candidates closely, `low` none.",
                ValueShapes.choice(Effort.class), Effort.NORMAL, RecallRequest::effort);
        Field<Weights> weights = of.defaulted("weights", "How much each signal counts; at least one must.",
                weights(recallLimits.weights()), recallLimits.weights(), RecallRequest::weights);
        Field<Boolean> explain = of.defaulted("explain", "Say why each was found.", ValueShapes.bool(), false,
                RecallRequest::explain);
        Field<@Nullable Cursor> cursor = of.optional("cursor",
                "The `next_cursor` of an answer to the same question: the page after it.", CommonShapes.cursor(),
                RecallRequest::cursor);
        return of.made(values -> new RecallRequest(values.get(namespace), values.get(query), values.get(filter),
                values.get(limit), values.get(maxTokens), values.get(minScore), values.get(effort),
                values.get(weights), values.get(explain), values.get(cursor)));
    }

    private static RecordShape<Weights> weights(Weights absent) {
        RecordShape.Builder<Weights> of = RecordShape.named("Weights");
        Shape<Double> weight = ValueShapes.number(0, 10);
        Field<Double> words = of.defaulted("words", "Of the words.", weight, absent.words(), Weights::words);
        Field<Double> meaning = of.defaulted("meaning", "Of the meaning.", weight, absent.meaning(),
                Weights::meaning);
        Field<Double> context = of.defaulted("context", "Of what stands around it: neighbors, session, speaker, time.",
                weight, absent.context(), Weights::context);
        Field<Double> importance = of.defaulted("importance", "Of its importance.", weight, absent.importance(),
                Weights::importance);
        Field<Double> recency = of.defaulted("recency", "Of how lately it happened.", weight, absent.recency(),
                Weights::recency);
        Field<Double> access = of.defaulted("access", "Of how often it was recalled.", weight, absent.access(),
                Weights::access);
        of.rule(Weights::anyCounts, "", "must not all be 0, or nothing would count", _ -> notAllZero(
                of.made(_ -> absent).spelledOut().write(absent)));
        return of.made(values -> new Weights(values.get(words), values.get(meaning), values.get(context),
                values.get(importance), values.get(recency), values.get(access)));
    }

    /// Refuses 0 for all that count by default, when the others are 0 or left out.
    private static ObjectNode notAllZero(ObjectNode absent) {
        ObjectNode allZero = Json.object();
        ArrayNode required = allZero.putArray("required");
        ObjectNode properties = allZero.putObject("properties");
        absent.properties().forEach(weight -> {
            ArrayNode nothing = properties.putObject(weight.getKey()).putArray("enum").add(0);
            if (weight.getValue().doubleValue() > 0) {
                required.add(weight.getKey());
            } else {
                nothing.addNull();
            }
        });
        ObjectNode schema = Json.object();
        schema.set("not", allZero);
        return schema;
    }

    /// Memories, newest first.
    ///
    /// @param filter with at most one category, tag and session
    /// @param cursor where the page begins; absent for the first
    public record ListRequest(Namespace namespace, Filter filter, int limit, @Nullable Cursor cursor) {}

    RecordShape<ListRequest> list() {
        RecordShape.Builder<ListRequest> of = RecordShape.named("ListRequest");
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, ListRequest::namespace);
        Field<Filter> filter = of.joined(shapes.singleFilter(), ListRequest::filter);
        Field<Integer> limit =
                of.defaulted("limit", "At most so many.", ValueShapes.integer(1, recallLimits.limitMax()),
                        Math.min(LISTED, recallLimits.limitMax()), ListRequest::limit);
        Field<@Nullable Cursor> cursor = of.optional("cursor", "The `next_cursor` of the page before.",
                CommonShapes.cursor(), ListRequest::cursor);
        return of.made(values -> new ListRequest(values.get(namespace), values.get(filter), values.get(limit),
                values.get(cursor)));
    }

    /// One memory, by its id.
    ///
    /// @param knownAt as it was known then; now when absent
    public record MemoryRequest(Namespace namespace, MemoryId id, @Nullable Instant knownAt) {
        /// As it is now.
        public MemoryRequest(Namespace namespace, MemoryId id) {
            this(namespace, id, null);
        }
    }

    RecordShape<MemoryRequest> one() {
        RecordShape.Builder<MemoryRequest> of = RecordShape.named("MemoryRequest");
        Field<MemoryId> id = of.required("id", "The memory.", shapes.id(), MemoryRequest::id);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, MemoryRequest::namespace);
        return of.made(values -> new MemoryRequest(values.get(namespace), values.get(id)));
    }

    /// As `one`, at a moment.
    RecordShape<MemoryRequest> oneAt() {
        RecordShape.Builder<MemoryRequest> of = RecordShape.named("MomentRequest");
        Field<MemoryRequest> one = of.joined(one(), request -> request);
        Field<@Nullable Instant> knownAt = of.optional("known_at", MemoryShapes.KNOWN_AT, ValueShapes.moment(),
                MemoryRequest::knownAt);
        return of.made(values -> new MemoryRequest(values.get(one).namespace(), values.get(one).id(),
                values.get(knownAt)));
    }

    /// The versions of a memory, a page at a time.
    ///
    /// @param cursor absent for the first page
    public record VersionsRequest(Namespace namespace, MemoryId id, @Nullable Cursor cursor) {}

    RecordShape<VersionsRequest> versions() {
        RecordShape.Builder<VersionsRequest> of = RecordShape.named("VersionsRequest");
        Field<MemoryRequest> one = of.joined(one(), request -> new MemoryRequest(request.namespace(), request.id()));
        Field<@Nullable Cursor> cursor = of.optional("cursor", "The `next_cursor` of the page before.",
                CommonShapes.cursor(), VersionsRequest::cursor);
        return of.made(values -> new VersionsRequest(values.get(one).namespace(), values.get(one).id(),
                values.get(cursor)));
    }

    /// A change to one memory.
    public record UpdateRequest(Namespace namespace, MemoryId id, Patch patch) {}

    RecordShape<UpdateRequest> update() {
        RecordShape.Builder<UpdateRequest> of = RecordShape.named("MemoryPatch");
        Field<MemoryId> id = of.required("id", "The memory to change.", shapes.id(), UpdateRequest::id);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, UpdateRequest::namespace);
        Field<Patch> patch = of.joined(shapes.patch(), UpdateRequest::patch);
        return of.made(values -> new UpdateRequest(values.get(namespace), values.get(id), values.get(patch)));
    }

    /// All memories that a filter holds, to be deleted.
    ///
    /// @param preview only count and show them
    public record DeleteRequest(Namespace namespace, Filter filter, boolean preview) {}

    RecordShape<DeleteRequest> delete() {
        RecordShape.Builder<DeleteRequest> of = RecordShape.named("DeleteRequest");
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, DeleteRequest::namespace);
        Field<Filter> filter = of.required("filter", "Which memories: all parts must fit, and there must be one.",
                shapes.deletionFilter(), DeleteRequest::filter);
        Field<Boolean> preview =
                of.defaulted("preview", "Only count and show them; `false` deletes.", ValueShapes.bool(),
                        true, DeleteRequest::preview);
        return of.made(values -> new DeleteRequest(values.get(namespace), values.get(filter), values.get(preview)));
    }

    /// Names in use, for whoever fills in a form.
    public record NamesRequest(Namespace namespace, NamesInUse.Question question) {}

    static RecordShape<NamesRequest> names() {
        RecordShape.Builder<NamesRequest> of = RecordShape.named("NamesRequest");
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, NamesRequest::namespace);
        Field<NamesInUse.Kind> kind = of.defaulted("of", "Which names; namespaces are those of the whole store.",
                ValueShapes.choice(NamesInUse.Kind.class), NamesInUse.Kind.NAMESPACES,
                request -> request.question().kind());
        Field<@Nullable String> prefix = of.optional("prefix", "What they begin with.",
                ValueShapes.text(CommonShapes.NAME_MAX), request -> orNull(request.question().prefix()));
        Field<@Nullable String> after = of.optional("after", "Only names behind this one; for namespaces.",
                ValueShapes.text(CommonShapes.NAME_MAX), request -> orNull(request.question().after()));
        Field<Integer> limit = of.defaulted("limit", "At most so many.", ValueShapes.integer(1, NamesInUse.LIMIT_MAX),
                NamesInUse.LIMIT_MAX, request -> request.question().limit());
        return of.made(values -> new NamesRequest(values.get(namespace), new NamesInUse.Question(values.get(kind),
                orEmpty(values.get(prefix)), orEmpty(values.get(after)), values.get(limit))));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
