package dev.mimo.memory.wire;

import dev.mimo.call.JsonFields;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memories;
import dev.mimo.memory.Memory;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.memory.recall.Question;
import dev.mimo.memory.recall.Recall;
import dev.mimo.memory.recall.RecallSettings;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Page;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The memory calls on the memory of this process.
public final class LocalMemoryCalls implements MemoryCalls {
    /// How long `wait: indexed` waits for vectors before it answers `indexed: false`.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What stands in an address, not in a query or a body.
    private static final Set<String> BY_ID = Set.of("id");
    private static final Set<String> CHANGE_BY_ID = Set.of("id", "namespace");
    private static final Set<String> BY_HANDLE = Set.of("handle", "namespace");

    /// What may differ from page to page.
    private static final Set<String> PAGE_OF_RECALL = Set.of("limit", "max_tokens", "cursor", "explain");
    private static final Set<String> PAGE_OF_LIST = Set.of("limit", "cursor");

    /// What a write waits for.
    private enum Wait {
        DURABLE, INDEXED
    }

    private final Memories memories;
    private final Recall recall;
    private final MemorySettings limits;
    private final MemoryReader reader;
    private final MemoryWriter writer;
    private final Runnable closing;

    public LocalMemoryCalls(Memories memories, Recall recall, MemorySettings limits, RecallSettings recallLimits) {
        this.memories = memories;
        this.recall = recall;
        this.limits = limits;
        this.reader = new MemoryReader(limits, recallLimits);
        this.writer = new MemoryWriter(new JsonMapper());
        this.closing = () -> {};
    }

    private LocalMemoryCalls(LocalMemoryCalls same, Runnable closing) {
        this.memories = same.memories;
        this.recall = same.recall;
        this.limits = same.limits;
        this.reader = same.reader;
        this.writer = same.writer;
        this.closing = closing;
    }

    /// The same calls for one who owns what is behind them.
    ///
    /// @param closing done when they are closed
    public LocalMemoryCalls closing(Runnable closing) {
        return new LocalMemoryCalls(this, closing);
    }

    @Override
    public ObjectNode remember(ObjectNode request) {
        JsonFields fields = JsonFields.of(request);
        Namespace namespace = reader.namespace(fields);
        Wait wait = fields.choice("wait", Wait.DURABLE);
        NewMemory memory = reader.newMemory(fields);
        fields.done();
        Memories.Indexed done = store(namespace, List.of(memory), wait);
        ObjectNode answer = object();
        answer.set("receipt", writer.receipt(done.receipts().getFirst()));
        return withIndexed(answer, wait, done);
    }

    @Override
    public ObjectNode rememberAll(ObjectNode request) {
        JsonFields fields = JsonFields.of(request);
        Namespace namespace = reader.namespace(fields);
        boolean named = request.hasNonNull("namespace");
        Wait wait = fields.choice("wait", Wait.DURABLE);
        List<ObjectNode> items = fields.objects("memories", limits.batchItemsMax());
        List<NewMemory> batch = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            JsonFields item = fields.nested(items.get(i), "memories[" + i + "]");
            Namespace own = reader.namespace(item);
            if (items.get(i).hasNonNull("namespace")) {
                if (named && !own.equals(namespace)) {
                    item.problem("namespace", "differs from '" + namespace + "'; one call is about one namespace");
                }
                namespace = own;
                named = true;
            } else if (named && i > 0 && !request.hasNonNull("namespace")) {
                item.problem("namespace", "is missing here and named elsewhere; one call is about one namespace");
            }
            batch.add(reader.newMemory(item));
            item.close();
        }
        fields.done();
        Memories.Indexed done = store(namespace, batch, wait);
        ObjectNode answer = object();
        ArrayNode receipts = answer.putArray("receipts");
        done.receipts().forEach(receipt -> receipts.add(writer.receipt(receipt)));
        return withIndexed(answer, wait, done);
    }

    @Override
    public ObjectNode recall(ObjectNode request) {
        JsonFields fields = JsonFields.of(request);
        Namespace namespace = reader.namespace(fields);
        PageMark mark = PageMark.of(namespace, request, PAGE_OF_RECALL);
        Question question = reader.question(fields, mark);
        fields.done();
        return writer.recalled(recall.recall(namespace, question), question.explain(), mark);
    }

    @Override
    public ObjectNode get(ObjectNode request) {
        JsonFields fields = JsonFields.of(request, BY_ID);
        Namespace namespace = reader.namespace(fields);
        String given = reader.id(fields);
        Instant knownAt = reader.knownAt(fields);
        fields.done();
        MemoryId id = new MemoryId(given);
        ObjectNode memory = writer.memory(memories.get(namespace, id, knownAt));
        List<Receipt.Similar> similar = memories.similar(namespace, id);
        if (!similar.isEmpty()) {
            memory.set("similar", writer.similar(similar));
        }
        ObjectNode answer = object();
        answer.set("memory", memory);
        return answer;
    }

    @Override
    public ObjectNode versions(ObjectNode request) {
        JsonFields fields = JsonFields.of(request, BY_ID);
        Namespace namespace = reader.namespace(fields);
        String id = reader.id(fields);
        fields.done();
        return list(memories.versions(namespace, new MemoryId(id)));
    }

    @Override
    public ObjectNode list(ObjectNode request) {
        JsonFields fields = JsonFields.of(request);
        Namespace namespace = reader.namespace(fields);
        Filter filter = reader.singleFilter(fields);
        int limit = reader.limit(fields, 50);
        PageMark mark = PageMark.of(namespace, request, PAGE_OF_LIST);
        Cursor cursor = reader.cursor(fields, mark);
        fields.done();
        Page<Memory> page = memories.list(namespace, filter, limit, cursor);
        ObjectNode answer = list(page.items());
        @Nullable
        Cursor next = page.next();
        if (next != null) {
            answer.put("next_cursor", mark.at(next.value()).value());
        }
        return answer;
    }

    @Override
    public ObjectNode update(ObjectNode request) {
        JsonFields fields = JsonFields.of(request, CHANGE_BY_ID);
        Namespace namespace = reader.namespace(fields);
        String id = reader.id(fields);
        Patch patch = reader.patch(fields);
        fields.done();
        return receipt(memories.update(namespace, new MemoryId(id), patch));
    }

    @Override
    public ObjectNode delete(ObjectNode request) {
        JsonFields fields = JsonFields.of(request, BY_ID);
        Namespace namespace = reader.namespace(fields);
        String id = reader.id(fields);
        fields.done();
        return receipt(memories.delete(namespace, new MemoryId(id)));
    }

    @Override
    public ObjectNode deleteWhere(ObjectNode request) {
        JsonFields fields = JsonFields.of(request);
        Namespace namespace = reader.namespace(fields);
        boolean preview = fields.bool("preview", true);
        ObjectNode given = fields.object("filter");
        Filter filter = Filter.ALL;
        if (given != null) {
            JsonFields nested = fields.nested(given, "filter");
            filter = reader.filter(nested);
            nested.close();
        }
        fields.done();
        if (!preview) {
            return receipt(memories.deleteWhere(namespace, filter));
        }
        Memories.Preview shown = memories.preview(namespace, filter);
        ObjectNode answer = object();
        answer.put("count", shown.count());
        answer.set("memories", writer.memories(shown.first()));
        return answer;
    }

    @Override
    public ObjectNode undo(ObjectNode request) {
        JsonFields fields = JsonFields.of(request, BY_HANDLE);
        Namespace namespace = reader.namespace(fields);
        String handle = reader.handle(fields);
        fields.done();
        return receipt(memories.undo(namespace, new UndoHandle(handle)));
    }

    @Override
    public ObjectNode names(ObjectNode request) {
        JsonFields fields = JsonFields.of(request);
        Namespace namespace = reader.namespace(fields);
        NamesInUse.Question question = reader.names(fields);
        fields.done();
        NamesInUse found = memories.names(namespace, question);
        ObjectNode answer = object();
        ArrayNode names = answer.putArray("names");
        found.names().forEach(names::add);
        return answer.put("more", found.more());
    }

    /// Closes what is behind them for whoever owns that, and for others nothing.
    @Override
    public void close() {
        closing.run();
    }

    private Memories.Indexed store(Namespace namespace, List<NewMemory> batch, Wait wait) {
        return switch (wait) {
            case DURABLE -> new Memories.Indexed(memories.remember(namespace, batch), false);
            case INDEXED -> memories.rememberIndexed(namespace, batch, PATIENCE);
        };
    }

    /// A write never fails for want of vectors; whoever waited for them is told when they are not there yet.
    private static ObjectNode withIndexed(ObjectNode answer, Wait wait, Memories.Indexed done) {
        if (wait == Wait.INDEXED) {
            answer.put("indexed", done.indexed());
        }
        return answer;
    }

    private ObjectNode list(List<Memory> memories) {
        ObjectNode answer = object();
        answer.set("memories", writer.memories(memories));
        return answer;
    }

    private ObjectNode receipt(Receipt receipt) {
        ObjectNode answer = object();
        answer.set("receipt", writer.receipt(Objects.requireNonNull(receipt)));
        return answer;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
