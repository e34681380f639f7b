package dev.mimo.door.cli.memory;

import dev.mimo.refusal.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `remember TEXT`
@Command(name = "remember", description = "Store a memory and print its receipt.", sortOptions = false)
final class RememberCommand implements Callable<Integer> {
    /// More than any content may have; what is longer is refused by the memory, with its limit.
    private static final int INPUT_BYTES_MAX = 4 << 20;

    private final OperationRunner runner;

    @Parameters(paramLabel = "TEXT", arity = "1..*", description = "What to remember; '-' reads standard input.")
    List<String> text = new ArrayList<>();

    @Mixin
    MemoryOptions options = new MemoryOptions();

    @Option(names = {"-t", "--tag"}, paramLabel = "TAG", description = "A tag; may be given many times.")
    List<String> tags = new ArrayList<>();

    @Option(names = "--category", paramLabel = "WORD",
            description = "fact (if not given), observation, action, plan, episode, or your own word.")
    @Nullable
    String category;

    @Option(names = "--importance", paramLabel = "0..1", description = "0.5 if not given.")
    @Nullable
    Double importance;

    @Option(names = "--session", paramLabel = "ID", description = "The conversation it comes from.")
    @Nullable
    String session;

    @Option(names = "--speaker", paramLabel = "NAME", description = "Who said it.")
    @Nullable
    String speaker;

    @Option(names = "--source", paramLabel = "TEXT", description = "Where it comes from: a URL, a file, a tool.")
    @Nullable
    String source;

    @Option(names = "--occurred-at", paramLabel = "TIME", description = "When it happened, as 2026-05-07T13:00:00Z.")
    @Nullable
    String occurredAt;

    @Option(names = "--key", paramLabel = "KEY", description = "Your own key; stores at most once for each.")
    @Nullable
    String key;

    @Option(names = "--metadata", paramLabel = "JSON", description = "A JSON object to keep with it.")
    @Nullable
    String metadata;

    @Option(names = "--force", description = "Store even what looks like an echo of a recent recall.")
    boolean force;

    @Option(names = "--no-wait", description = "Leave the embedding to the next process with a loaded model.")
    boolean noWait;

    RememberCommand(OperationRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        ObjectNode request = request();
        try (OperationRunner.Opened opened = runner.open(options)) {
            if (opened.here() && !noWait) {
                // nobody else may come to embed it, so this process does, before it ends
                request.put("wait", "indexed");
                runner.terminal().err().println("Storing and embedding (--no-wait leaves embedding for later) …");
            }
            ReceiptLines receipts = new ReceiptLines(runner.terminal(), options);
            runner.call(opened, options, opened.memory().remember(), request,
                    answer -> receipts.print(answer.receipt()));
        }
        return 0;
    }

    private ObjectNode request() {
        ObjectNode request = options.request().put("content", content());
        Fields.put(request, "category", category);
        Fields.put(request, "importance", importance);
        Fields.put(request, "tags", tags);
        Fields.putJson(request, "metadata", metadata);
        Fields.put(request, "source", source);
        Fields.put(request, "session", session);
        Fields.put(request, "speaker", speaker);
        Fields.put(request, "occurred_at", occurredAt);
        Fields.put(request, "key", key);
        return Fields.putFlag(request, "force", force);
    }

    private String content() {
        return text.equals(List.of("-")) ? input() : String.join(" ", text);
    }

    private String input() {
        try {
            byte[] bytes = runner.terminal().in().readNBytes(INPUT_BYTES_MAX);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("content", "is not UTF-8", "Convert the input to UTF-8, for instance with iconv.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
