package dev.mimo.bench;

import dev.mimo.Mimo;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Remembers texts through the product's own call, and waits until meaning finds them.
record RememberedTexts(Mimo mimo) {
    /// @return their ids, in order
    List<String> of(String namespace, List<ObjectNode> memories) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("namespace", namespace);
        request.put("wait", "indexed");
        ArrayNode list = request.putArray("memories");
        memories.forEach(list::add);
        ObjectNode answer = mimo.operations().rememberAll().json(mimo.calls(), request);
        if (!answer.path("indexed").asBoolean()) {
            throw new IllegalStateException("the memories could not be embedded in time");
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode receipt : answer.get("receipts")) {
            ids.add(receipt.get("id").asString());
        }
        return ids;
    }

    /// The turns of a conversation, in a namespace of its name.
    List<String> of(Locomo.Conversation conversation) {
        return of(conversation.name(), conversation.turns().stream().map(turn -> JsonNodeFactory.instance.objectNode()
                .put("content", turn.text()).put("speaker", turn.speaker()).put("session", turn.session())
                .put("occurred_at", turn.at().toString()).put("category", "episode")).toList());
    }
}
