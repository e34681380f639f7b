package dev.mimo.door.cli.memory;

import dev.mimo.memory.operation.MemoryOperations;
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
    private final OperationRunner runner;

    @Parameters(paramLabel = "QUERY", arity = "1..*", description = "A question or some words.")
    List<String> query = new ArrayList<>();

    @Mixin
    MemoryOptions options = new MemoryOptions();

    @Mixin
    PageOptions page = new PageOptions();

    @Option(names = "--explain", description = "Show what each signal added to the score.")
    boolean explain;

    @Option(names = "--effort", paramLabel = "normal|high", description = "high reranks: slower, somewhat better.")
    @Nullable
    String effort;

    @Mixin
    FilterOptions filter = new FilterOptions();

    @Mixin
    KnownAtOption known = new KnownAtOption();

    @Option(names = "--max-tokens", paramLabel = "N", description = "At most about N tokens of text.")
    @Nullable
    Integer maxTokens;

    @Option(names = "--min-score", paramLabel = "0..1", description = "Nothing that scores below.")
    @Nullable
    Double minScore;

    RecallCommand(OperationRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(options, MemoryOperations::recall, request(),
                new MemoryLines(runner.terminal())::printRecalled);
    }

    private ObjectNode request() {
        ObjectNode request = options.request().put("query", String.join(" ", query));
        page.addTo(request);
        Fields.put(request, "max_tokens", maxTokens);
        Fields.put(request, "min_score", minScore);
        Fields.put(request, "effort", effort);
        known.addTo(request);
        filter.addTo(request);
        return Fields.putFlag(request, "explain", explain);
    }
}
