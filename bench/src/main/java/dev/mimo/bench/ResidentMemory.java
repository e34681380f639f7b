package dev.mimo.bench;

import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.ScratchHome;
import dev.mimo.bench.kit.ServedChild;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a server holds of the machine's memory after it has embedded its first memories: a process of its own,
/// started as users start it.
final class ResidentMemory {
    private static final double MOST_MB = 400;
    private static final int BATCH = 500;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final double MEGABYTES_PER_MEBIBYTE = 1.048576;

    private ResidentMemory() {}

    static void measure(int memories, Figures figures) throws Exception {
        try (ScratchHome scratch = new ScratchHome(); ServedChild served = ServedChild.start(scratch.home())) {
            figures.figure("resident memory, server just started", megabytes(served), "MB");
            List<String> texts = new SyntheticTexts(4).turns(memories);
            for (int from = 0; from < memories; from += BATCH) {
                served.post("/v1/memories/batch", batch(texts.subList(from, Math.min(from + BATCH, memories))));
            }
            double most = awaitVectors(served);
            served.post("/v1/recall", JsonNodeFactory.instance.objectNode().put("query", texts.getFirst()));
            figures.figure("resident memory, most while embedding", most, "MB");
            figures.atMost("resident memory after " + memories + " memories", megabytes(served), "MB", MOST_MB);
        }
    }

    private static ObjectNode batch(List<String> texts) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode memories = request.putArray("memories");
        texts.forEach(text -> memories.addObject().put("content", text).put("session", "bulk"));
        return request;
    }

    /// @return the most memory seen meanwhile, in MB
    private static double awaitVectors(ServedChild served) throws IOException, InterruptedException {
        double most = 0;
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (served.get("/health").at("/embedding/pending").asLong() > 0) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the memories could not be embedded in time");
            }
            most = Math.max(most, megabytes(served));
            Thread.sleep(LOOK_EVERY);
        }
        return most;
    }

    private static double megabytes(ServedChild served) throws IOException {
        return served.program().residentMebibytes() * MEGABYTES_PER_MEBIBYTE;
    }
}
