package dev.mimo.tools;

import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.refusal.Refusal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The memory calls on a map: enough of them to see what the tools ask and say. Finds by any shared word.
public final class FakeMemoryCalls implements MemoryCalls {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Clock clock;
    private final Map<String, ObjectNode> kept = new LinkedHashMap<>();
    private final Map<String, ObjectNode> undoable = new LinkedHashMap<>();
    private int made;
    private int pending;

    public FakeMemoryCalls(Clock clock) {
        this.clock = clock;
    }

    /// Says of so many memories that they have no vectors yet.
    synchronized void leavePending(int memories) {
        pending = memories;
    }

    @Override
    public synchronized ObjectNode remember(ObjectNode request) {
        String content = request.path("content").asString("");
        if (content.isBlank()) {
            throw Refusal.invalid("content", "is required", "Send the text to remember. Nothing was written.");
        }
        String namespace = request.path("namespace").asString("default");
        for (ObjectNode memory : kept.values()) {
            if (memory.path("content").asString("").equals(content)
                    && memory.path("namespace").asString("").equals(namespace)) {
                ObjectNode same = receipt("same", memory);
                return answer(same.put("same_as", memory.path("id").asString("")));
            }
        }
        ObjectNode memory = NODES.objectNode();
        memory.put("id", "m" + ++made).put("namespace", namespace).put("version", 1).put("content", content);
        memory.put("category", "fact").put("importance", 0.5);
        memory.setAll(request);
        memory.put("namespace", namespace);
        memory.put("occurred_at", clock.instant().toString()).put("recorded_at", clock.instant().toString());
        memory.set("metadata", NODES.objectNode());
        memory.putNull("session");
        kept.put(memory.path("id").stringValue(), memory);
        return answer(undo(receipt("stored", memory), NODES.objectNode().put("id", memory.path("id").stringValue())));
    }

    @Override
    public ObjectNode rememberAll(ObjectNode request) {
        ObjectNode answer = NODES.objectNode();
        ArrayNode receipts = answer.putArray("receipts");
        request.path("memories").forEach(memory -> receipts.add(remember((ObjectNode) memory).path("receipt")));
        return answer;
    }

    @Override
    public synchronized ObjectNode recall(ObjectNode request) {
        ObjectNode answer = NODES.objectNode();
        ArrayNode found = answer.putArray("memories");
        String[] words = request.path("query").asString("").toLowerCase(Locale.ROOT).split("\\W+", -1);
        for (ObjectNode memory : kept.values()) {
            boolean hit = false;
            for (String word : words) {
                hit |= !word.isEmpty() && memory.path("content").asString("").toLowerCase(Locale.ROOT).contains(word);
            }
            if (hit && memory.path("namespace").equals(request.path("namespace"))
                    && found.size() < request.path("limit").asInt(10)) {
                found.add(memory.deepCopy().put("score", 0.5));
            }
        }
        answer.putArray("facts");
        if (pending > 0) {
            answer.put("pending", pending);
        }
        return answer.put("tokens", 7).put("truncated", false);
    }

    @Override
    public synchronized ObjectNode get(ObjectNode request) {
        ObjectNode answer = NODES.objectNode();
        answer.set("memory", memory(request).deepCopy());
        return answer;
    }

    @Override
    public ObjectNode versions(ObjectNode request) {
        throw new UnsupportedOperationException("no tool needs it");
    }

    /// Newest first; the cursor is the id of the last one before.
    @Override
    public synchronized ObjectNode list(ObjectNode request) {
        String namespace = request.path("namespace").asString("default");
        ObjectNode answer = NODES.objectNode();
        ArrayNode page = answer.putArray("memories");
        boolean begun = !request.has("cursor");
        for (ObjectNode memory : kept.values().stream().toList().reversed()) {
            if (begun && memory.path("namespace").asString("").equals(namespace)) {
                if (page.size() == request.path("limit").asInt(50)) {
                    return answer.put("next_cursor", page.get(page.size() - 1).path("id").stringValue());
                }
                page.add(memory.deepCopy());
            }
            begun |= memory.path("id").equals(request.path("cursor"));
        }
        return answer;
    }

    @Override
    public synchronized ObjectNode names(ObjectNode request) {
        TreeSet<String> found = new TreeSet<>();
        for (ObjectNode memory : kept.values()) {
            boolean here = memory.path("namespace").equals(request.path("namespace"));
            switch (request.path("of").asString("")) {
                case "namespaces" -> found.add(memory.path("namespace").asString(""));
                case "categories" -> found.addAll(here ? List.of(memory.path("category").asString("")) : List.of());
                case "tags" -> memory.path("tags").forEach(tag -> found.addAll(
                        here ? List.of(tag.asString("")) : List.of()));
                default -> throw new IllegalArgumentException(request.toString());
            }
        }
        String prefix = request.path("prefix").asString("");
        String after = request.path("after").asString("");
        List<String> fit = found.stream().filter(name -> name.startsWith(prefix) && name.compareTo(after) > 0).toList();
        int limit = request.path("limit").intValue();
        ObjectNode answer = NODES.objectNode();
        ArrayNode names = answer.putArray("names");
        fit.stream().limit(limit).forEach(names::add);
        return answer.put("more", fit.size() > limit);
    }

    @Override
    public synchronized ObjectNode update(ObjectNode request) {
        ObjectNode memory = memory(request);
        memory.setAll(request);
        return answer(receipt("updated", memory));
    }

    @Override
    public synchronized ObjectNode delete(ObjectNode request) {
        ObjectNode memory = memory(request);
        kept.remove(memory.path("id").stringValue());
        return answer(undo(receipt("deleted", memory), memory));
    }

    @Override
    public synchronized ObjectNode deleteWhere(ObjectNode request) {
        JsonNode tag = request.path("filter").path("tags").path(0);
        ObjectNode answer = NODES.objectNode();
        ArrayNode found = answer.putArray("memories");
        kept.values().forEach(memory -> {
            if (memory.path("tags").valueStream().anyMatch(tag::equals)) {
                found.add(memory);
            }
        });
        answer.put("count", found.size());
        if (request.path("preview").asBoolean(true)) {
            return answer;
        }
        found.forEach(memory -> kept.remove(memory.path("id").stringValue()));
        return answer(NODES.objectNode().put("status", "deleted").put("namespace", "default")
                .put("count", found.size()));
    }

    @Override
    public synchronized ObjectNode undo(ObjectNode request) {
        ObjectNode before = undoable.remove(request.path("handle").asString(""));
        if (before == null) {
            throw Refusal.notFound("There is no such undo handle.", "Use the handle of a receipt.");
        }
        if (before.has("content")) {
            kept.put(before.path("id").stringValue(), before);
        } else {
            kept.remove(before.path("id").stringValue());
        }
        return answer(NODES.objectNode().put("status", "restored").put("namespace", "default")
                .put("id", before.path("id").stringValue()));
    }

    @Override
    public void close() {}

    private ObjectNode memory(ObjectNode request) {
        ObjectNode memory = kept.get(request.path("id").asString(""));
        if (memory == null || !memory.path("namespace").asString("").equals(
                request.path("namespace").asString("default"))) {
            throw Refusal.notFound("There is no memory " + request.path("id").asString("") + ".",
                    "Recall first, and use an id from there.");
        }
        return Objects.requireNonNull(memory);
    }

    private ObjectNode receipt(String status, ObjectNode memory) {
        ObjectNode receipt = NODES.objectNode().put("status", status);
        receipt.put("id", memory.path("id").stringValue()).put("namespace", memory.path("namespace").stringValue());
        return receipt.put("version", 1).put("recorded_at", clock.instant().toString());
    }

    private ObjectNode undo(ObjectNode receipt, ObjectNode before) {
        String handle = "u_" + undoable.size();
        undoable.put(handle, before);
        return receipt.put("undo", handle);
    }

    private static ObjectNode answer(ObjectNode receipt) {
        ObjectNode answer = NODES.objectNode();
        answer.set("receipt", receipt);
        return answer;
    }
}
