package dev.mimo.door.cli.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `recall QUERY`
@Command(name = "recall", description = "Find memories by meaning and by words.", sortOptions = false)
final class RecallCommand implements Callable<Integer> {
    private final MemoryDesk desk;

    @Parameters(paramLabel = "QUERY", arity = "1..*", description = "A question or some words.")
    List<String> query = new ArrayList<>();

    @Mixin
    MemoryOptions options = new MemoryOptions();

    @Option(names = {"-l", "--limit"}, paramLabel = "N", description = "At most N memories; 10 if not given.")
    @Nullable
    Integer limit;

    @Option(names = "--explain", description = "Show what each signal added to the score.")
    boolean explain;

    @Option(names = "--effort", paramLabel = "normal|high", description = "high reranks: slower, somewhat better.")
    @Nullable
    String effort;

    @Mixin
    FilterOptions filter = new FilterOptions();

    @Option(names = "--known-at", paramLabel = "TIME", description = "As Mimo knew it then.")
    @Nullable
    String knownAt;

    @Option(names = "--max-tokens", paramLabel = "N", description = "At most about N tokens of text.")
    @Nullable
    Integer maxTokens;

    @Option(names = "--min-score", paramLabel = "0..1", description = "Nothing that scores below.")
    @Nullable
    Double minScore;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where the page before ended.")
    @Nullable
    String cursor;

    RecallCommand(MemoryDesk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        return desk.call(options, memory -> memory.recall(request()),
                new MemoryLines(desk.terminal())::printRecalled);
    }

    private ObjectNode request() {
        ObjectNode request = options.request().put("query", String.join(" ", query));
        Fields.put(request, "limit", limit);
        Fields.put(request, "max_tokens", maxTokens);
        Fields.put(request, "min_score", minScore);
        Fields.put(request, "effort", effort);
        Fields.put(request, "known_at", knownAt);
        Fields.put(request, "cursor", cursor);
        filter.addTo(request);
        return Fields.putFlag(request, "explain", explain);
    }
}
