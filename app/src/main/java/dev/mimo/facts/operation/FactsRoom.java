package dev.mimo.facts.operation;

import dev.mimo.call.LocalClient;
import dev.mimo.facts.FactSettings;
import dev.mimo.facts.FactStore;
import java.nio.file.Path;
import java.time.InstantSource;

/// The facts, opened: answers their operations.
public final class FactsRoom {
    private final FactOperations operations;
    private final FactHandlers handlers;
    private final FactFileHandlers files;

    private FactsRoom(FactStore store, FactSettings settings, InstantSource clock, Path folder) {
        operations = FactOperations.within(settings);
        handlers = new FactHandlers(operations, store, settings, clock);
        files = new FactFileHandlers(FactTransfer.within(settings), store, clock, folder);
    }

    /// @param folder for what is only there for a while
    public static FactsRoom open(FactStore store, FactSettings settings, InstantSource clock, Path folder) {
        return new FactsRoom(store, settings, clock, folder);
    }

    public FactOperations operations() {
        return operations;
    }

    /// Answers the operations of facts through these.
    public void bind(LocalClient calls) {
        handlers.bind(calls);
        files.bind(calls);
    }
}
