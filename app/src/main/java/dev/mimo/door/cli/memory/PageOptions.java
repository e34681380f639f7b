package dev.mimo.door.cli.memory;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// How much to show, and from where on.
final class PageOptions {
    @Option(names = {"-l",
            "--limit"}, paramLabel = "N",
            description = "At most N memories; if not given, 10 of a recall, 50 of a list.")
    @Nullable
    Integer limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where the page before ended.")
    @Nullable
    String cursor;

    ObjectNode addTo(ObjectNode request) {
        Fields.put(request, "limit", limit);
        return Fields.put(request, "cursor", cursor);
    }
}
