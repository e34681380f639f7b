package dev.mimo;

import dev.mimo.memory.wire.MemoryCalls;
import tools.jackson.databind.node.ObjectNode;

/// The memory calls of a Mimo that nobody else uses: closing them closes it.
record OwnedMemoryCalls(Mimo mimo) implements MemoryCalls {
    @Override
    public ObjectNode remember(ObjectNode request) {
        return mimo.memory().remember(request);
    }

    @Override
    public ObjectNode rememberAll(ObjectNode request) {
        return mimo.memory().rememberAll(request);
    }

    @Override
    public ObjectNode recall(ObjectNode request) {
        return mimo.memory().recall(request);
    }

    @Override
    public ObjectNode get(ObjectNode request) {
        return mimo.memory().get(request);
    }

    @Override
    public ObjectNode versions(ObjectNode request) {
        return mimo.memory().versions(request);
    }

    @Override
    public ObjectNode list(ObjectNode request) {
        return mimo.memory().list(request);
    }

    @Override
    public ObjectNode update(ObjectNode request) {
        return mimo.memory().update(request);
    }

    @Override
    public ObjectNode delete(ObjectNode request) {
        return mimo.memory().delete(request);
    }

    @Override
    public ObjectNode deleteWhere(ObjectNode request) {
        return mimo.memory().deleteWhere(request);
    }

    @Override
    public ObjectNode undo(ObjectNode request) {
        return mimo.memory().undo(request);
    }

    @Override
    public ObjectNode names(ObjectNode request) {
        return mimo.memory().names(request);
    }

    @Override
    public void close() {
        mimo.close();
    }
}
