package dev.mimo.door.cli.memory;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// When it was known.
final class KnownAtOption {
    @Option(names = "--known-at", paramLabel = "TIME", description = "As Mimo knew it then.")
    @Nullable
    String knownAt;

    ObjectNode addTo(ObjectNode request) {
        return Fields.put(request, "known_at", knownAt);
    }
}
