package dev.mimo.bench;

import dev.mimo.HttpDoors;
import dev.mimo.Mimo;
import dev.mimo.Settings;
import dev.mimo.attach.ServerFile;
import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.LatencySample;
import dev.mimo.bench.kit.ScratchHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How many single memories a second are acknowledged as durable to clients that each wait for one before they
/// send the next, while what they stored is embedded in the background, as in daily use.
final class RememberRate {
    private static final double LEAST = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int clients;
    private final Duration length;
    private final Figures figures;

    RememberRate(int clients, Duration length, Figures figures) {
        this.clients = clients;
        this.length = length;
        this.figures = figures;
    }

    void inProcess() throws Exception {
        try (ScratchHome scratch = new ScratchHome();
                Mimo mimo = Mimo.open(Settings.defaults(scratch.home()), Clock.systemUTC())) {
            measure("in process", request -> mimo.operations().remember().json(mimo.calls(), request));
        }
    }

    void overHttp() throws Exception {
        try (ScratchHome scratch = new ScratchHome()) {
            Settings all = Settings.defaults(scratch.home());
            Settings settings = new Settings(all.home(), all.http().withPort(0), all.storage(), all.embedding(),
                    all.memory(), all.recall(), all.facts(), all.mcp(), all.skills(), all.tools(), all.models(),
                    all.doors());
            try (Mimo mimo = Mimo.open(settings, Clock.systemUTC());
                    HttpDoors doors = new HttpDoors(mimo, settings, Clock.systemUTC(),
                            new ServerFile(URI.create("http://unbound"), ProcessHandle.current().pid(), Instant.now(),
                                    "bench", "bench"));
                    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                URI memories = doors.address().resolve("/v1/memories");
                measure("over HTTP", request -> post(client, memories, request));
            }
        }
    }

    private void measure(String how, Consumer<ObjectNode> remember) throws Exception {
        clients(WARM_UP, remember);
        long started = System.nanoTime();
        LatencySample latencies = new LatencySample(clients(length, remember));
        double seconds = (System.nanoTime() - started) / 1e9;
        String what = "durable remember " + how + ", " + clients + " clients";
        figures.figure(what, latencies.sorted().length / seconds, "a second", LEAST);
        figures.text("  until acknowledged", latencies.toString());
    }

    /// @return nanoseconds of each acknowledged call
    private long[] clients(Duration time, Consumer<ObjectNode> remember) throws Exception {
        long until = System.nanoTime() + time.toNanos();
        List<Callable<List<Long>>> tasks = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            SyntheticTexts texts = new SyntheticTexts(System.nanoTime() + client);
            String session = "session-" + client;
            tasks.add(() -> client(session, texts, until, remember));
        }
        LongStream all = LongStream.empty();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (Future<List<Long>> each : threads.invokeAll(tasks)) {
                all = LongStream.concat(all, each.get().stream().mapToLong(Long::longValue));
            }
        }
        return all.toArray();
    }

    private static List<Long> client(String session, SyntheticTexts texts, long until,
            Consumer<ObjectNode> remember) {
        List<Long> nanoseconds = new ArrayList<>();
        long started = System.nanoTime();
        while (started < until) {
            ObjectNode request = JsonNodeFactory.instance.objectNode();
            request.put("content", texts.turn()).put("session", session).put("wait", "durable");
            started = System.nanoTime();
            remember.accept(request);
            nanoseconds.add(System.nanoTime() - started);
        }
        return nanoseconds;
    }

    private static void post(HttpClient client, URI to, ObjectNode request) {
        try {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(to).timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(request.toString())).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException("the server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
