package dev.mimo.facts.reason;

import java.util.List;

/// What holds after a change and did not before, and the other way round; stored statements are among them.
public record MaterializedDelta(List<Statement> added, List<Statement> removed) {
    public MaterializedDelta {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }
}
