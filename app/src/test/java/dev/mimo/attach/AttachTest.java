package dev.mimo.attach;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.UndoOperation;
import dev.mimo.json.Json;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.memory.operation.MemoryRequests.NamesRequest;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AttachTest {
    private static final MemoryOperations OPERATIONS = MemoryOperations.unbounded();
    private static final NamesRequest NAMES = OPERATIONS.names().request().read(Json.object());
    private static final Instant STARTED = Instant.parse("2026-05-07T12:00:00Z");

    @TempDir
    Path home = Path.of("");
    private HttpServer server = newServer();
    private final List<String> asked = new ArrayList<>();
    /// All that whoever listens was told.
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    /// Of whoever listens: `%s` is the right proof.
    private String liveAnswer = "{\"status\":\"up\",\"proof\":\"%s\"}";
    private int status = 200;
    private String location = "/";
    private String answer = "{\"names\":[],\"more\":false}";

    @BeforeEach
    void serve() {
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_server_file_reads_back_and_is_its_owner_s_alone() throws IOException {
        ServerFile file = file();

        file.write(home);

        assertThat(ServerFile.read(home)).isEqualTo(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ServerFile.in(home))))
                .isEqualTo("rw-------");
        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(ServerFile.in(home));
        }
    }

    @Test
    void a_server_file_never_prints_its_token() {
        assertThat(file().toString()).doesNotContain("t0ken");
    }

    @Test
    void a_server_removes_its_own_file_and_no_other_s() {
        file().write(home);
        ServerFile later = new ServerFile(address(), 1, STARTED.plusSeconds(1), "2", "other");

        later.remove(home);
        assertThat(ServerFile.read(home)).isEqualTo(file());

        file().remove(home);
        assertThat(ServerFile.in(home)).doesNotExist();
        file().remove(home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "null",
            "{\"address\":\"::\",\"pid\":1}"})
    void a_file_that_makes_no_sense_is_no_server(String text)
            throws IOException {
        Files.writeString(ServerFile.in(home), text);

        assertThat(ServerFile.read(home)).isNull();
        assertThat(RunningServer.find(home)).isInstanceOf(RunningServer.Stale.class);
    }

    @Test
    void a_server_that_proves_to_know_the_file_s_token_is_found() {
        assertThat(RunningServer.find(home)).isEqualTo(new RunningServer.None());
        file().write(home);
        assertThat(RunningServer.find(home)).isEqualTo(new RunningServer.Found(file()));
    }

    @Test
    void another_program_on_the_port_is_not_the_server() {
        file().write(home);

        for (String said : List.of("{\"status\":\"up\",\"started_at\":\"" + STARTED + "\"}", "<html>", "",
                "{\"proof\":\"\"}", "{\"proof\":\"" + file().proof("") + "\"}", "{\"proof\":{}}",
                "{\"proof\":\"" + "0".repeat(100_000) + "\"}")) {
            liveAnswer = said;
            assertThat(RunningServer.find(home)).as(said).isInstanceOf(RunningServer.Stale.class);
        }
    }

    @Test
    void an_impostor_on_a_remembered_port_hears_neither_token_nor_memory() {
        file().write(home);
        try (RemoteClient client = new RemoteClient(file())) {
            client.call(OPERATIONS.names(), NAMES);
            assertThat(heard.toString()).contains("t0ken");
            heard.clear();
            // the server stopped, and another program has its port now, which has heard an earlier proof
            liveAnswer = "{\"status\":\"up\",\"proof\":\"" + file().proof("an earlier challenge") + "\"}";

            assertThatThrownBy(() -> client.call(OPERATIONS.remember(),
                    OPERATIONS.remember().request().read(json("{\"content\":\"a secret\",\"namespace\":\"mine\"}"))))
                    .isInstanceOf(ServerGoneException.class);
            assertThatThrownBy(() -> client.call(OPERATIONS.list(),
                    OPERATIONS.list().request().read(json("{\"tag\":\"a secret\",\"namespace\":\"mine\"}"))))
                    .isInstanceOf(ServerGoneException.class);
            assertThat(ServerHealth.of(file())).isNull();
        }
        assertThat(heard.toString()).contains("/health/live").doesNotContain("t0ken").doesNotContain("secret")
                .doesNotContain("mine");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void nothing_follows_a_redirect(int redirect) throws IOException {
        file().write(home);
        AtomicInteger elsewhere = new AtomicInteger();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", _ -> elsewhere.incrementAndGet());
        other.start();
        try (RemoteClient client = new RemoteClient(file())) {
            status = redirect;
            location = "http://127.0.0.1:" + other.getAddress().getPort() + "/";

            assertThatThrownBy(() -> client.call(OPERATIONS.names(), NAMES)).hasMessageContaining("" + redirect);
            assertThatThrownBy(() -> client.call(OPERATIONS.remember(), OPERATIONS.remember().request()
                    .read(json("{\"content\":\"a secret\"}")))).hasMessageContaining("" + redirect);
            assertThat(elsewhere).hasValue(0);
        } finally {
            other.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_or_a_home_that_others_can_change_is_not_believed(boolean ofHome) throws IOException {
        file().write(home);
        Path open = ofHome ? home : ServerFile.in(home);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(ofHome ? "rwxrwxrwx" : "rw-----w-"));

        assertThat(RunningServer.find(home)).isInstanceOfSatisfying(RunningServer.Unsafe.class,
                unsafe -> assertThat(unsafe.reason()).contains(open.toString(), "can be changed by other users"));
        assertThat(heard).isEmpty();
    }

    @Test
    void a_server_that_is_gone_is_not_found() {
        new ServerFile(address(), Long.MAX_VALUE, STARTED, "1", "t").write(home);
        assertThat(RunningServer.find(home)).isEqualTo(
                new RunningServer.Stale("process " + Long.MAX_VALUE + " is gone"));

        file().write(home);
        server.stop(0);
        assertThat(RunningServer.find(home)).isInstanceOf(RunningServer.Stale.class);
    }

    @Test
    void each_call_takes_its_route_with_the_token() {
        status = 404;
        refused(OPERATIONS.remember(), "{\"content\":\"ü\"}");
        refused(OPERATIONS.rememberAll(), "{\"memories\":[{\"content\":\"a\"}]}");
        refused(OPERATIONS.recall(), "{\"query\":\"q\"}");
        refused(OPERATIONS.get(),
                "{\"id\":\"a/b ü\",\"namespace\":\"x:y\",\"known_at\":\"2026-01-01T00:00:00+01:00\"}");
        refused(OPERATIONS.versions(), "{\"id\":\"1\",\"namespace\":\"n\"}");
        refused(OPERATIONS.list(), "{\"namespace\":\"n\",\"limit\":3}");
        refused(OPERATIONS.update(), "{\"id\":\"1\",\"namespace\":\"n\",\"content\":\"c\"}");
        refused(OPERATIONS.delete(), "{\"id\":\"1\",\"namespace\":\"n\"}");
        refused(OPERATIONS.deleteWhere(), "{\"filter\":{\"tags\":[\"t\"]}}");
        refused(UndoOperation.undo(), "{\"handle\":\"u_1\"}");
        refused(OPERATIONS.names(), "{\"of\":\"tags\",\"namespace\":\"n\",\"prefix\":\"a&b\",\"limit\":3}");

        assertThat(asked).containsExactly(
                "POST /v1/memories Bearer t0ken {\"content\":\"ü\"}",
                "POST /v1/memories/batch Bearer t0ken {\"memories\":[{\"content\":\"a\"}]}",
                "POST /v1/recall Bearer t0ken {\"query\":\"q\"}",
                "GET /v1/memories/a%2Fb%20%C3%BC?namespace=x%3Ay&known_at=2025-12-31T23%3A00%3A00Z Bearer t0ken ",
                "GET /v1/memories/1/versions?namespace=n Bearer t0ken ",
                "GET /v1/memories?namespace=n&limit=3 Bearer t0ken ",
                "PATCH /v1/memories/1?namespace=n Bearer t0ken {\"content\":\"c\"}",
                "DELETE /v1/memories/1?namespace=n Bearer t0ken ",
                "POST /v1/memories/delete Bearer t0ken {\"filter\":{\"tags\":[\"t\"]}}",
                "POST /v1/undo/u_1 Bearer t0ken ",
                "GET /v1/names?namespace=n&of=tags&prefix=a%26b&limit=3 Bearer t0ken ");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 413, 415, 429, 503, 504})
    void a_problem_becomes_the_refusal_it_was(
            int code) {
        status = code;
        answer = "{\"detail\":\"D.\",\"remedy\":\"R.\",\"errors\":[{\"field\":\"f\",\"problem\":\"p\"}]}";
        Class<? extends Refusal> kind = switch (code) {
            case 400 -> Refusal.Invalid.class;
            case 401 -> Refusal.Unauthenticated.class;
            case 403 -> Refusal.Denied.class;
            case 404 -> Refusal.NotFound.class;
            case 409 -> Refusal.Conflict.class;
            case 413 -> Refusal.TooLarge.class;
            case 415 -> Refusal.Unsupported.class;
            case 429 -> Refusal.TooBusy.class;
            case 503 -> Refusal.Unavailable.class;
            default -> Refusal.TimedOut.class;
        };

        RefusedException refused = refused(OPERATIONS.recall(), "{\"query\":\"q\"}");

        assertThat(refused.refusal()).isInstanceOf(kind);
        assertThat(refused.refusal().detail()).isEqualTo("D.");
        assertThat(refused.refusal().remedy()).isEqualTo("R.");
        if (refused.refusal() instanceof Refusal.TooBusy busy) {
            assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        }
        if (refused.refusal() instanceof Refusal.Invalid invalid) {
            assertThat(invalid.problems()).containsExactly(new Refusal.FieldProblem("f", "p"));
        }
    }

    @Test
    void a_server_s_bug_is_a_bug_here() {
        status = 500;
        answer = "not json";
        try (RemoteClient calls = new RemoteClient(file())) {
            assertThatThrownBy(() -> calls.call(OPERATIONS.names(), NAMES)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_server_that_went_away_or_talks_nonsense_is_unavailable() {
        answer = "[1]";
        assertThat(refused(OPERATIONS.recall(), "{\"query\":\"q\"}").refusal()).isInstanceOf(Refusal.Unavailable.class);
        answer = "<html>";
        assertThat(refused(OPERATIONS.recall(), "{\"query\":\"q\"}").refusal()).isInstanceOf(Refusal.Unavailable.class);
        server.stop(0);
        assertThat(refused(OPERATIONS.recall(), "{\"query\":\"q\"}").refusal()).isInstanceOf(Refusal.Unavailable.class);
    }

    @Test
    void an_answer_may_have_fields_that_are_not_known_yet() {
        answer = "{\"names\":[\"a\"],\"more\":false,\"later\":{}}";
        try (RemoteClient calls = new RemoteClient(file())) {
            assertThat(calls.call(OPERATIONS.names(), NAMES)).isEqualTo(new NamesInUse(List.of("a"), false));
        }
    }

    private <Q, A> RefusedException refused(Call<Q, A> operation, String request) {
        Q read = operation.request().read(json(request));
        try (RemoteClient calls = new RemoteClient(file())) {
            A unexpected = calls.call(operation, read);
            throw new AssertionError("answered " + unexpected);
        } catch (RefusedException e) {
            return e;
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean live = "/health/live".equals(exchange.getRequestURI().getPath());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!live) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        }
        heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().entrySet() + " " + body);
        String challenge = exchange.getRequestHeaders().getFirst(ServerFile.CHALLENGE_HEADER);
        String proved = challenge == null ? liveAnswer : liveAnswer.replace("%s", file().proof(challenge));
        byte[] bytes = (live ? proved : answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Retry-After", "7");
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(live ? 200 : status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ServerFile file() {
        return new ServerFile(address(), ProcessHandle.current().pid(), STARTED, "1.2.3", "t0ken");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
