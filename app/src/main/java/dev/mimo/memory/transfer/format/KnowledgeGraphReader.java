package dev.mimo.memory.transfer.format;

import dev.mimo.json.Json;
import dev.mimo.json.JsonItems;
import dev.mimo.memory.Details;
import dev.mimo.memory.Trust;
import dev.mimo.memory.transfer.format.FormatRecognizer.Layout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The knowledge-graph file of the official MCP memory server: lines of entities and relations, an array of them, or
/// one object with both lists. Each observation and each relation becomes a memory that reads by itself.
final class KnowledgeGraphReader implements FormatReader {
    static final Set<String> LISTS = Set.of("entities", "relations");

    private final Drafts drafts;
    private final FoundItems items;

    KnowledgeGraphReader(Drafts drafts, FoundItems items) {
        this.drafts = drafts;
        this.items = items;
    }

    @Override
    public void read(ImportPart part) throws IOException {
        if (part.layout() == Layout.LINES) {
            // two writers at once have left two items on one line
            part.eachLine(items, (where, utf8) -> new ImportPart("", new ByteArrayInputStream(utf8), Layout.VALUES,
                    part.limits()).eachItem(Set.of(), (_, item) -> item(where, item)));
        } else {
            part.eachItem(LISTS, this::item);
        }
    }

    private void item(String where, JsonItems.Item item) {
        if (item.fault() != null || !(item.value() instanceof ObjectNode node)) {
            items.skipped(where, item.fault() == null ? "is neither an entity nor a relation" : item.fault());
            return;
        }
        String type = JsonParts.text(node, "type");
        boolean isRelation = "relation".equals(type) || (type == null && node.has("from") && node.has("to"));
        boolean isEntity = "entity".equals(type) || (type == null && node.has("name"));
        if (isRelation) {
            relation(where, node);
        } else if (isEntity) {
            entity(where, node);
        } else {
            items.skipped(where, "is neither an entity nor a relation");
        }
    }

    private void entity(String where, ObjectNode node) {
        String name = JsonParts.text(node, "name");
        String type = JsonParts.text(node, "entityType");
        JsonNode observations = node.path("observations");
        if (name == null) {
            items.skipped(where, "is an entity without a name");
            return;
        }
        if (!observations.isArray() && !observations.isMissingNode() && !observations.isNull()) {
            items.skipped(where, "is an entity whose observations are no list");
            return;
        }
        ObjectNode metadata = Json.object().put("entity", name);
        if (type != null) {
            metadata.put("entity_type", type);
        }
        List<String> tags = type == null ? List.of(name) : List.of(name, type);
        if (observations.isEmpty()) {
            String said = type == null ? name : name + ": " + type;
            offer(where, said, "fact", tags, metadata);
        }
        for (int i = 0; i < observations.size(); i++) {
            String text = text(observations.get(i));
            if (text == null) {
                items.skipped(where + ", observations[" + i + "]", "is no text");
            } else {
                offer(where + ", observations[" + i + "]", name + ": " + text, "observation", tags, metadata);
            }
        }
    }

    /// Other servers on the same idea keep an observation's circumstances beside its text.
    private static @Nullable String text(JsonNode observation) {
        if (observation.isString()) {
            return observation.stringValue().isBlank() ? null : observation.stringValue();
        }
        return JsonParts.text(observation, "content", "text");
    }

    private void relation(String where, ObjectNode node) {
        String from = JsonParts.text(node, "from");
        String to = JsonParts.text(node, "to");
        String type = JsonParts.text(node, "relationType");
        if (from == null || to == null || type == null) {
            items.skipped(where, "is a relation that lacks 'from', 'to' or 'relationType'");
            return;
        }
        ObjectNode metadata = Json.object().put("from", from).put("relation", type).put("to", to);
        offer(where, from + " " + type + " " + to, "fact", List.of(from, to), metadata);
    }

    private void offer(String where, String text, String category, List<String> tags, ObjectNode metadata) {
        drafts.offer(where, StableKey.hashed(ImportFormat.MCP_MEMORY, text), new Details(text, category, 0.5, tags,
                Json.text(metadata), ImportFormat.MCP_MEMORY.wireName(), null, null, Trust.MODEL, null));
    }
}
