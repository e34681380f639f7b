package dev.mimo.storage.memory;

import dev.mimo.memory.Details;
import dev.mimo.memory.NewMemory;
import dev.mimo.storage.Durability;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// A process of its own that writes until it is killed, and prints the id of every memory that was acknowledged.
final class WritingProcess {
    static final Namespace NAMESPACE = new Namespace("killed");

    private static final int THREADS = 4;

    private WritingProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        OpenStore open = OpenStore.at(Path.of(arguments[0]), Clock.systemUTC(), OpenStore.settings(Durability.FULL));
        String name = arguments[1];
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String prefix = name + "-" + i + "-";
            writers.add(Thread.ofVirtual().start(() -> write(open, prefix, out)));
        }
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private static void write(OpenStore open, String prefix, PrintStream out) {
        for (int i = 0;; i++) {
            List<NewMemory> batch = new ArrayList<>();
            for (int j = 0; j <= i % 3; j++) {
                batch.add(NewMemory.of(Details.of(prefix + i + " part " + j + " of a text of some length")));
            }
            StringBuilder ids = new StringBuilder();
            for (Receipt receipt : open.memories().add(NAMESPACE, batch)) {
                ids.append(ids.isEmpty() ? "" : " ").append(receipt.id());
            }
            // one call, so that a kill cannot leave half a line that looks whole
            out.println(ids + " .");
        }
    }
}
