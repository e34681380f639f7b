package dev.mimo.storage.memory;

import dev.mimo.memory.Details;
import dev.mimo.memory.Filter;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Probe;
import dev.mimo.storage.Durability;
import dev.mimo.terms.Namespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// A process of its own that waits until it finds the word it is told, and answers by storing another.
final class EchoingProcess {
    static final Namespace NAMESPACE = new Namespace("shared");

    private EchoingProcess() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (OpenStore open = OpenStore.at(Path.of(arguments[0]), Clock.systemUTC(),
                OpenStore.settings(Durability.FULL));
                BufferedReader words = new BufferedReader(
                        new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            finds(open, "warm");
            out.println("ready");
            for (String word = words.readLine(); word != null; word = words.readLine()) {
                long asked = System.nanoTime();
                while (!finds(open, word)) {
                    Thread.onSpinWait();
                }
                long micros = (System.nanoTime() - asked) / 1_000;
                open.memories().add(NAMESPACE, List.of(NewMemory.of(Details.of("heard " + word + "echo"))));
                out.println(micros);
            }
        }
    }

    static boolean finds(OpenStore open, String word) {
        Probe probe = new Probe(word, null, "none", Filter.ALL, 5);
        return open.memories().search(NAMESPACE, probe).stream().anyMatch(candidate -> candidate.words() > 0);
    }
}
