package dev.mimo.door.cli.memory;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `get ID`
@Command(name = "get", description = "Show one memory, or all its versions.", sortOptions = false)
final class GetCommand implements Callable<Integer> {
    private final MemoryDesk desk;

    @Parameters(paramLabel = "ID", description = "The id from a receipt or a recall.")
    String id = "";

    @Mixin
    MemoryOptions options = new MemoryOptions();

    @Option(names = "--known-at", paramLabel = "TIME", description = "As Mimo knew it then.")
    @Nullable
    String knownAt;

    @Option(names = "--versions", description = "Every version, oldest first.")
    boolean versions;

    GetCommand(MemoryDesk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        ObjectNode request = options.request().put("id", id);
        MemoryLines lines = new MemoryLines(desk.terminal());
        return versions
                ? desk.call(options, memory -> memory.versions(request), lines::printVersions)
                : desk.call(options, memory -> memory.get(Fields.put(request, "known_at", knownAt)),
                        lines::printWhole);
    }
}
