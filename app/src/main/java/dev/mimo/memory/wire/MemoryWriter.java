package dev.mimo.memory.wire;

import dev.mimo.memory.Memory;
import dev.mimo.memory.recall.Recalled;
import dev.mimo.memory.recall.Why;
import dev.mimo.terms.Receipt;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes memories, receipts and answers as JSON; absent values are left out of receipts and are `null` in memories,
/// so that a memory always has the same fields.
final class MemoryWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonMapper mapper;

    MemoryWriter(JsonMapper mapper) {
        this.mapper = mapper;
    }

    ObjectNode memory(Memory memory) {
        ObjectNode node = NODES.objectNode();
        node.put("id", memory.id().value());
        node.put("namespace", memory.namespace().value());
        node.put("version", memory.version());
        node.put("content", memory.details().content());
        node.put("category", memory.details().category());
        node.put("importance", memory.details().importance());
        ArrayNode tags = node.putArray("tags");
        memory.details().tags().forEach(tags::add);
        node.set("metadata", mapper.readTree(memory.details().metadata()));
        node.put("source", memory.details().source());
        node.put("session", memory.details().session());
        node.put("speaker", memory.details().speaker());
        node.put("trust", memory.details().trust().name().toLowerCase(Locale.ROOT));
        node.put("occurred_at", memory.occurredAt().toString());
        node.put("recorded_at", memory.recordedAt().toString());
        ObjectNode access = node.putObject("access");
        access.put("count", memory.access().count());
        access.put("last_at", memory.access().lastAt() == null ? null : memory.access().lastAt().toString());
        access.put("repeats", memory.access().repeats());
        return node;
    }

    ArrayNode memories(List<Memory> memories) {
        ArrayNode array = NODES.arrayNode();
        memories.forEach(memory -> array.add(memory(memory)));
        return array;
    }

    ObjectNode receipt(Receipt receipt) {
        ObjectNode node = NODES.objectNode();
        node.put("status", receipt.status().name().toLowerCase(Locale.ROOT));
        put(node, "id", receipt.id());
        node.put("namespace", receipt.namespace().value());
        if (receipt.version() > 0) {
            node.put("version", receipt.version());
        }
        if (receipt.id() == null && receipt.status() != Receipt.Status.HELD) {
            node.put("count", receipt.count());
        }
        node.put("recorded_at", receipt.recordedAt().toString());
        put(node, "undo", receipt.undo());
        put(node, "same_as", receipt.sameAs());
        if (!receipt.similar().isEmpty()) {
            node.set("similar", similar(receipt.similar()));
        }
        put(node, "reason", receipt.reason());
        put(node, "remedy", receipt.remedy());
        return node;
    }

    ArrayNode similar(List<Receipt.Similar> similar) {
        ArrayNode array = NODES.arrayNode();
        for (Receipt.Similar each : similar) {
            array.addObject().put("id", each.id()).put("score", rounded(each.score()));
        }
        return array;
    }

    /// @param mark ties the next page's cursor to the question
    ObjectNode recalled(Recalled recalled, boolean explain, PageMark mark) {
        ObjectNode node = NODES.objectNode();
        // without the question's vector, nothing is known of a memory's own
        boolean compared = recalled.degraded().isEmpty();
        node.set("memories", hits(recalled.hits(), explain, compared));
        node.putArray("facts");
        node.put("tokens", recalled.tokens());
        node.put("truncated", recalled.truncated());
        if (recalled.nextOffset() > 0 && recalled.nextOffset() <= MemoryReader.OFFSET_MAX) {
            node.put("next_cursor", mark.at(Integer.toString(recalled.nextOffset())).value());
        }
        if (!recalled.degraded().isEmpty()) {
            ArrayNode degraded = node.putArray("degraded");
            recalled.degraded().forEach(degraded::add);
        }
        if (recalled.pending() > 0) {
            node.put("pending", recalled.pending());
        }
        if (explain) {
            node.set("near_misses", hits(recalled.nearMisses(), true, compared));
        }
        return node;
    }

    private ArrayNode hits(List<Recalled.Hit> hits, boolean explain, boolean compared) {
        ArrayNode array = NODES.arrayNode();
        for (Recalled.Hit hit : hits) {
            ObjectNode node = memory(hit.memory());
            node.put("score", rounded(hit.score()));
            if (explain) {
                node.set("why", why(hit.why(), compared));
            }
            array.add(node);
        }
        return array;
    }

    /// Per signal: what was measured, what that is on a scale of 0..1, the weight, and what it added to the score.
    private static ObjectNode why(Why why, boolean compared) {
        ObjectNode node = NODES.objectNode();
        ObjectNode signals = node.putObject("signals");
        for (Why.Part part : why.parts()) {
            ObjectNode signal = signals.putObject(part.signal());
            signal.put("raw", rounded(part.raw()));
            signal.put("normalised", rounded(part.normalised()));
            signal.put("weight", rounded(part.weight()));
            signal.put("added", rounded(part.added()));
        }
        ArrayNode words = node.putArray("matched_words");
        why.matchedWords().forEach(words::add);
        if (compared && why.pending()) {
            node.put("pending", true);
        }
        return node;
    }

    private static double rounded(double value) {
        return Math.rint(value * 10_000) / 10_000;
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }
}
