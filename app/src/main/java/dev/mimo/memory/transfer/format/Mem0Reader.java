package dev.mimo.memory.transfer.format;

import dev.mimo.call.RequestJson;
import dev.mimo.json.Json;
import dev.mimo.json.JsonItems;
import dev.mimo.memory.Details;
import dev.mimo.memory.Trust;
import dev.mimo.memory.transfer.text.LooseTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What mem0 gives of its memories: an array, an answer of its platform or library (`results`, `memories`, and
/// `relations` of its graph), the backup of OpenMemory, or lines.
final class Mem0Reader implements FormatReader {
    static final Set<String> LISTS = Set.of("results", "memories", "relations", "categories");

    /// Under which names the text stands, over the years.
    static final String[] TEXT = {"memory", "text", "data", "content"};
    private static final List<String> KEPT =
            List.of("id", "user_id", "agent_id", "app_id", "run_id", "actor_id", "role",
                    "app", "updated_at", "expiration_date");
    private static final int CATEGORIES_MAX = 10_000;

    private final Drafts drafts;
    private final FoundItems items;
    /// Names of categories that other items name by number.
    private final Map<String, String> categories = new HashMap<>();

    Mem0Reader(Drafts drafts, FoundItems items) {
        this.drafts = drafts;
        this.items = items;
    }

    @Override
    public void read(ImportPart part) throws IOException {
        switch (part.layout()) {
            case LINES -> part.eachLine(items,
                    (where, utf8) -> memory(where, RequestJson.value(utf8, part.limits().json())));
            case LISTS -> part.eachItem(LISTS, this::item);
            case VALUES -> part.eachItem(Set.of(), this::item);
        }
    }

    private void item(String where, JsonItems.Item item) {
        if (item.fault() != null) {
            items.skipped(where, item.fault());
        } else if (item.where().startsWith("relations[")) {
            relation(where, item.value());
        } else if (item.where().startsWith("categories[")) {
            category(item.value());
        } else {
            memory(where, item.value());
        }
    }

    private void category(JsonNode value) {
        String id = JsonParts.text(value, "id");
        String name = JsonParts.text(value, "name");
        if (id != null && name != null && categories.size() < CATEGORIES_MAX) {
            categories.put(id, name);
        }
    }

    private void memory(String where, JsonNode value) {
        JsonNode inside = value.path("payload").isObject() ? value.path("payload") : value;
        String text = value.isString() ? value.stringValue() : JsonParts.text(inside, TEXT);
        if (text == null) {
            items.skipped(where, "has no text (no 'memory', 'text', 'data' or 'content')");
            return;
        }
        if ("deleted".equals(JsonParts.text(inside, "state")) || inside.path("is_deleted").asBoolean(false)) {
            items.leftOut("deleted memories");
            return;
        }
        String id = JsonParts.text(value, "id");
        String key = id == null ? StableKey.hashed(ImportFormat.MEM0, text) : StableKey.of(ImportFormat.MEM0, id);
        drafts.offer(where, key, new Details(text, "fact", 0.5, tags(inside), Json.text(metadata(value, inside)),
                ImportFormat.MEM0.wireName(), null, JsonParts.text(inside, "actor_id"), trust(inside),
                LooseTime.of(inside.get("created_at"))));
    }

    /// Mem0's memories are a model's reading of what was said, unless it kept the very words.
    private static Trust trust(JsonNode inside) {
        return "user".equals(JsonParts.text(inside, "role")) ? Trust.USER : Trust.MODEL;
    }

    private List<String> tags(JsonNode inside) {
        Set<String> tags = new LinkedHashSet<>();
        for (JsonNode category : inside.path("categories")) {
            String name = category.isString() ? category.stringValue() : JsonParts.text(category, "name");
            if (name != null) {
                tags.add(name);
            }
        }
        for (JsonNode id : inside.path("category_ids")) {
            String name = id.isString() ? categories.get(id.stringValue()) : null;
            if (name != null) {
                tags.add(name);
            }
        }
        return new ArrayList<>(tags);
    }

    private static ObjectNode metadata(JsonNode value, JsonNode inside) {
        ObjectNode metadata = Json.object();
        if (inside.get("metadata") instanceof ObjectNode given) {
            metadata.setAll(given);
        }
        for (String name : KEPT) {
            JsonNode kept = inside.hasNonNull(name) ? inside.path(name) : value.path(name);
            String under = name.equals("id") ? "mem0_id" : name;
            if (!kept.isMissingNode() && !kept.isNull() && !metadata.has(under)) {
                metadata.set(under, kept);
            }
        }
        return metadata;
    }

    private void relation(String where, JsonNode value) {
        String from = JsonParts.text(value, "source");
        String to = JsonParts.text(value, "target", "destination");
        String type = JsonParts.text(value, "relationship", "relation");
        if (from == null || to == null || type == null) {
            items.skipped(where, "is a relation that lacks 'source', 'relationship' or 'target'");
            return;
        }
        String text = from + " " + type + " " + to;
        ObjectNode metadata = Json.object().put("from", from).put("relation", type).put("to", to);
        drafts.offer(where, StableKey.hashed(ImportFormat.MEM0, text), new Details(text, "fact", 0.5,
                List.of(from, to), Json.text(metadata), ImportFormat.MEM0.wireName(), null, null, Trust.MODEL, null));
    }
}
