package dev.mimo.memory.wire;

import dev.mimo.json.JsonFields;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The memory calls on the memory of this process.
public final class LocalMemoryCalls implements MemoryCalls {
    /// How long `wait: indexed` waits for vectors before it answers `indexed: false`.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What a write waits for.
    private enum Wait {
        DURABLE, INDEXED
    }

    private final Memories memories;
    private final Recall recall;
    private final MemorySettings limits;
    private final MemoryReader reader;
    private final MemoryWriter writer;

    public LocalMemoryCalls(Memories memories, Recall recall, MemorySettings limits, RecallSettings recallLimits) {
        this.memories = memories;
        this.recall = recall;
        this.limits = limits;
        this.reader = new MemoryReader(limits, recallLimits);
        this.writer = new MemoryWriter(new JsonMapper());
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
        Question question = reader.question(fields);
        fields.done();
        return writer.recalled(recall.recall(namespace, question), question.explain());
    }

    @Override
    public ObjectNode get(ObjectNode request) {
        JsonFields fields = JsonFields.of(request);
        Namespace namespace = reader.namespace(fields);
        MemoryId id = reader.id(fields);
        Instant knownAt = reader.knownAt(fields);
        fields.done();
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
        JsonFields fields = JsonFields.of(request);
        Namespace namespace = reader.namespace(fields);
        MemoryId id = reader.id(fields);
        fields.done();
        return list(memories.versions(namespace, id));
    }

    @Override
    public ObjectNode list(ObjectNode request) {
        JsonFields fields = JsonFields.of(request);
        Namespace namespace = reader.namespace(fields);
        Filter filter = reader.singleFilter(fields);
        int limit = reader.limit(fields, 50);
        Cursor cursor = reader.cursor(fields);
        fields.done();
        Page<Memory> page = memories.list(namespace, filter, limit, cursor);
        ObjectNode answer = list(page.items());
        @Nullable
        Cursor next = page.next();
        if (next != null) {
            answer.put("next_cursor", next.value());
        }
        return answer;
    }

    @Override
    public ObjectNode update(ObjectNode request) {
        JsonFields fields = JsonFields.of(request);
        Namespace namespace = reader.namespace(fields);
        MemoryId id = reader.id(fields);
        Patch patch = reader.patch(fields);
        fields.done();
        return receipt(memories.update(namespace, id, patch));
    }

    @Override
    public ObjectNode delete(ObjectNode request) {
        JsonFields fields = JsonFields.of(request);
        Namespace namespace = reader.namespace(fields);
        MemoryId id = reader.id(fields);
        fields.done();
        return receipt(memories.delete(namespace, id));
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
        JsonFields fields = JsonFields.of(request);
        Namespace namespace = reader.namespace(fields);
        UndoHandle handle = reader.handle(fields);
        fields.done();
        return receipt(memories.undo(namespace, handle));
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

    /// Nothing: the rooms are closed by whoever opened them.
    @Override
    public void close() {}

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
