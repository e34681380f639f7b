package dev.mimo.facts.operation;

import dev.mimo.call.LocalClient;
import dev.mimo.facts.FactSettings;
import dev.mimo.facts.FactStore;
import java.time.InstantSource;

/// The facts, opened: answers their operations.
public final class FactsRoom {
    private final FactOperations operations;
    private final FactHandlers handlers;

    private FactsRoom(FactStore store, FactSettings settings, InstantSource clock) {
        operations = FactOperations.within(settings);
        handlers = new FactHandlers(operations, store, settings, clock);
    }

    public static FactsRoom open(FactStore store, FactSettings settings, InstantSource clock) {
        return new FactsRoom(store, settings, clock);
    }

    public FactOperations operations() {
        return operations;
    }

    /// Answers the operations of facts through these.
    public void bind(LocalClient calls) {
        handlers.bind(calls);
    }
}
