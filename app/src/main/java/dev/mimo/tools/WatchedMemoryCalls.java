package dev.mimo.tools;

import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.terms.Namespace;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Memory calls that tell of what they changed, as their receipts say.
record WatchedMemoryCalls(MemoryCalls calls, MemoryNews news) implements MemoryCalls {
    private static final Set<String> CHANGES = Set.of("stored", "updated", "deleted", "restored");

    @Override
    public ObjectNode remember(ObjectNode request) {
        return told(calls.remember(request));
    }

    @Override
    public ObjectNode rememberAll(ObjectNode request) {
        ObjectNode answer = calls.rememberAll(request);
        if (news.isHeard()) {
            for (JsonNode receipt : answer.path("receipts")) {
                if (isChange(receipt)) {
                    // nobody can wait for a memory that is new, so one word about all of them is enough
                    tell(receipt, null);
                    break;
                }
            }
        }
        return answer;
    }

    @Override
    public ObjectNode recall(ObjectNode request) {
        return calls.recall(request);
    }

    @Override
    public ObjectNode get(ObjectNode request) {
        return calls.get(request);
    }

    @Override
    public ObjectNode versions(ObjectNode request) {
        return calls.versions(request);
    }

    @Override
    public ObjectNode list(ObjectNode request) {
        return calls.list(request);
    }

    @Override
    public ObjectNode names(ObjectNode request) {
        return calls.names(request);
    }

    @Override
    public ObjectNode update(ObjectNode request) {
        return told(calls.update(request));
    }

    @Override
    public ObjectNode delete(ObjectNode request) {
        return told(calls.delete(request));
    }

    @Override
    public ObjectNode deleteWhere(ObjectNode request) {
        return told(calls.deleteWhere(request));
    }

    @Override
    public ObjectNode undo(ObjectNode request) {
        return told(calls.undo(request));
    }

    @Override
    public void close() {
        calls.close();
    }

    private ObjectNode told(ObjectNode answer) {
        JsonNode receipt = answer.path("receipt");
        if (news.isHeard() && isChange(receipt)) {
            tell(receipt, receipt.path("id").isString() ? receipt.path("id").stringValue() : null);
        }
        return answer;
    }

    private static boolean isChange(JsonNode receipt) {
        return CHANGES.contains(receipt.path("status").asString(""));
    }

    private void tell(JsonNode receipt, @Nullable String id) {
        news.changed(new Namespace(receipt.path("namespace").asString(Namespace.DEFAULT.value())), id);
    }
}
