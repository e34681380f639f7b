package dev.mimo.storage.memory;

import dev.mimo.memory.Candidate;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Probe;
import dev.mimo.storage.StorageSettings;
import dev.mimo.terms.Namespace;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A process of its own that asks for memories by a word that only they hold, and says how many it did not find.
final class SmallHeapProcess {
    static final Namespace NAMESPACE = new Namespace("large");

    private SmallHeapProcess() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int memories = Integer.parseInt(arguments[1]);
        try (OpenStore open = OpenStore.at(Path.of(arguments[0]), Clock.systemUTC(), StorageSettings.defaults())) {
            long wrong = IntStream.range(0, 40).map(i -> (i * 997 + 13) % memories)
                    .filter(i -> !finds(open, i)).count();
            out.println("wrong " + wrong + " too-large " + open.memories().isTooLarge(NAMESPACE) + " "
                    + open.memories().health().status());
        }
    }

    /// A hundred words, of which one is its own.
    static String text(int number) {
        return "only" + number + " " + IntStream.range(0, 100).mapToObj(i -> "word" + (number * 31 + i * 7) % 5_000)
                .collect(Collectors.joining(" "));
    }

    static boolean finds(OpenStore open, int number) {
        List<Candidate> found = open.memories().search(NAMESPACE,
                new Probe("only" + number + " word" + number * 31 % 5_000, null, "none", Filter.ALL, 5));
        return !found.isEmpty() && open.memories().findAll(NAMESPACE, List.of(found.getFirst().id()), null).getFirst()
                .details().content().equals(text(number));
    }
}
