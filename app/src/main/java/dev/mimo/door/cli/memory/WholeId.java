package dev.mimo.door.cli.memory;

import dev.mimo.door.cli.CliBackend.Rooms;
import dev.mimo.json.Json;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.MemoryRequests.NamesRequest;
import dev.mimo.refusal.Refusal;
import dev.mimo.terms.MemoryId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Ids as people type them: the beginning of one, as long as it fits no other memory of the namespace.
final class WholeId {
    private static final int PREFIX_MIN = 8;
    private static final int PREFIX_MAX = 64;
    /// So many of those that it fits are named.
    private static final int SHOWN = 5;
    private static final List<String> FIELDS = List.of("id", "replaces");

    private WholeId() {}

    /// Puts the whole id in the place of its beginning. What fits nothing is left, for the memory to refuse.
    static void complete(Rooms rooms, ObjectNode request) {
        FIELDS.forEach(field -> {
            String typed = request.path(field).asString("");
            if (typed.length() >= PREFIX_MIN && typed.length() <= PREFIX_MAX
                    && new MemoryId(typed).storedAt() == null) {
                request.put(field, whole(rooms, request.get("namespace"), typed));
            }
        });
    }

    private static String whole(Rooms rooms, @Nullable JsonNode namespace, String typed) {
        ObjectNode question = Json.object().put("of", "ids").put("prefix", typed).put("limit", SHOWN);
        if (namespace != null) {
            question.set("namespace", namespace);
        }
        MemoryOperations memory = rooms.memory();
        NamesRequest asked = memory.names().request().read(question);
        var found = rooms.calls().call(memory.names(), asked);
        if (found.names().isEmpty() || found.names().contains(typed)) {
            return typed;
        }
        if (found.names().size() > 1) {
            throw Refusal.conflict("'" + typed + "' is the beginning of several ids: "
                    + String.join(", ", found.names()) + (found.more() ? " and others." : "."),
                    "Type more of the one that is meant.");
        }
        return found.names().getFirst();
    }
}
