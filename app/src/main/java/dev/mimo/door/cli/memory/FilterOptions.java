package dev.mimo.door.cli.memory;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// Which memories a verb is about. Several values of one option mean any of them.
final class FilterOptions {
    @Option(names = "--category", paramLabel = "WORD", description = "Only of this category.")
    List<String> categories = new ArrayList<>();

    @Option(names = {"-t", "--tag"}, paramLabel = "TAG", description = "Only with this tag.")
    List<String> tags = new ArrayList<>();

    @Option(names = "--session", paramLabel = "ID", description = "Only of this conversation.")
    List<String> sessions = new ArrayList<>();

    @Mixin
    WhenOptions when = new WhenOptions();

    boolean isEmpty() {
        return categories.isEmpty() && tags.isEmpty() && sessions.isEmpty() && when.isEmpty();
    }

    ObjectNode addTo(ObjectNode request) {
        Fields.put(request, "categories", categories);
        Fields.put(request, "tags", tags);
        Fields.put(request, "sessions", sessions);
        return when.addTo(request);
    }
}
