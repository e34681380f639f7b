package dev.mimo.door.rest;

import dev.mimo.json.Json;
import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Takes down what it was asked, and answers just enough for the door's own work to show.
final class FakeMemoryCalls implements MemoryCalls {
    final List<String> asked = new ArrayList<>();

    @Override
    public ObjectNode remember(ObjectNode request) {
        note("remember", request);
        if (!request.path("content").isString()) {
            throw Refusal.invalid("content", "must be a text", "Send a text.");
        }
        String status = request.path("content").stringValue().equals("again") ? "same" : "stored";
        ObjectNode answer = Json.object();
        answer.putObject("receipt").put("status", status).put("id", "01/J").put("namespace", "té am");
        return answer;
    }

    @Override
    public ObjectNode rememberAll(ObjectNode request) {
        return note("rememberAll", request);
    }

    @Override
    public ObjectNode recall(ObjectNode request) {
        return note("recall", request);
    }

    @Override
    public ObjectNode get(ObjectNode request) {
        note("get", request);
        if (request.path("id").stringValue("").equals("none")) {
            throw Refusal.notFound("There is no memory with this id in the namespace.", "Check the namespace.");
        }
        return request;
    }

    @Override
    public ObjectNode versions(ObjectNode request) {
        return note("versions", request);
    }

    @Override
    public ObjectNode list(ObjectNode request) {
        return note("list", request);
    }

    @Override
    public ObjectNode update(ObjectNode request) {
        return note("update", request);
    }

    @Override
    public ObjectNode delete(ObjectNode request) {
        return note("delete", request);
    }

    @Override
    public ObjectNode deleteWhere(ObjectNode request) {
        return note("deleteWhere", request);
    }

    @Override
    public ObjectNode undo(ObjectNode request) {
        note("undo", request);
        if (request.path("handle").stringValue("").equals("used")) {
            throw Refusal.conflict("The handle was used already.", "Undo the undo instead.");
        }
        return request;
    }

    @Override
    public ObjectNode names(ObjectNode request) {
        return note("names", request);
    }

    @Override
    public void close() {}

    private ObjectNode note(String call, ObjectNode request) {
        asked.add(call + " " + Json.text(request));
        return request;
    }
}
