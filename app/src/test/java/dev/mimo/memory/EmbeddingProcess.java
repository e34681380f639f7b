package dev.mimo.memory;

import dev.mimo.models.ModelHost;
import dev.mimo.models.ScriptedModel;
import dev.mimo.storage.memory.ChildProcesses;
import dev.mimo.storage.memory.OpenStore;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.TokenVectors;
import dev.mimo.vector.VectorQuantizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/// A process of its own that embeds what waits, until it is told to end; then it says how much that was.
public final class EmbeddingProcess {
    static final int DIMENSION = 384;

    private EmbeddingProcess() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ScriptedModel model = ScriptedModel.usual(arguments[1], DIMENSION);
        try (OpenStore open = OpenStore.at(Path.of(arguments[0]), Clock.systemUTC());
                ModelHost models = model.hosted();
                Indexing indexing = indexing(open.backlog(), models, 2);
                BufferedReader orders = new BufferedReader(
                        new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            indexing.start();
            out.println("ready");
            String end = orders.readLine();
            out.println(end + " " + model.embedded().size());
        }
    }

    /// Starts one that embeds what is in the folder.
    static Process start(Path folder, String model) throws IOException {
        Process process = ChildProcesses.start(EmbeddingProcess.class, folder.resolve("errors"),
                folder.resolve("mimo.db").toString(), model);
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(line).as(Files.readString(folder.resolve("errors"))).isEqualTo("ready");
        return process;
    }

    /// Ends one.
    ///
    /// @return how many passages it has embedded
    static int end(Process process) throws IOException, InterruptedException {
        try (PrintWriter orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
                BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
            orders.println("end");
            String answer = Objects.requireNonNull(answers.readLine());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return Integer.parseInt(answer.substring("end ".length()));
        } finally {
            process.destroyForcibly();
        }
    }

    static Indexing indexing(EmbeddingBacklog backlog, ModelHost models, int threads) {
        TokenVectors tokens = new TokenVectors(new VectorQuantizer(DIMENSION), DotKernels.plain());
        return new Indexing(backlog, models, new PassageEmbedder(tokens), threads, 0.99);
    }
}
