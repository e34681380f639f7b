package dev.mimo.door.cli.memory;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// When it happened.
final class WhenOptions {
    @Option(names = "--after", paramLabel = "TIME", description = "Only what happened at or after TIME.")
    @Nullable
    String after;

    @Option(names = "--before", paramLabel = "TIME", description = "Only what happened before TIME.")
    @Nullable
    String before;

    boolean isEmpty() {
        return after == null && before == null;
    }

    ObjectNode addTo(ObjectNode request) {
        Fields.put(request, "after", after);
        return Fields.put(request, "before", before);
    }
}
