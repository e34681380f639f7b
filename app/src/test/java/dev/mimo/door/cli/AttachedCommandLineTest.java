package dev.mimo.door.cli;

import com.sun.net.httpserver.HttpServer;
import dev.mimo.Main;
import dev.mimo.attach.RunningServer;
import dev.mimo.attach.ServerFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("NullAway.Init") // set before each test
class AttachedCommandLineTest {
    private static final Instant STARTED = Instant.parse("2026-05-07T12:00:00Z");

    @TempDir
    Path home;
    private HttpServer server;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String challenge = exchange.getRequestHeaders().getFirst(ServerFile.CHALLENGE_HEADER);
            String proof = challenge == null ? "" : file().proof(challenge);
            byte[] answer = ("{\"proof\":\"" + proof + "\",\"memories\":[]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        file().write(home);
        // the first look loads the client's classes, which on a busy machine takes longer than a look may
        for (int look = 0; look < 20 && !(RunningServer.find(home) instanceof RunningServer.Found); look++) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_running_server_answers() {
        assertThat(run("list", "--json")).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"memories\":[]");
    }

    @Test
    void a_setting_is_refused_for_the_server_has_its_own() {
        assertThat(run("list", "--set", "recall.candidates=5")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("which has its own settings", "Leave --set out");
    }

    @Test
    void an_unknown_setting_is_refused_as_elsewhere() {
        assertThat(run("list", "--set", "bogus=5")).isEqualTo(2);
        assertThat(run("connect", "--set", "bogus=5")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is unknown").doesNotContain("its own");
        assertThat(out.size()).isZero();
    }

    @Test
    void doctor_says_that_a_home_that_others_can_change_is_not_trusted() throws IOException {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(run("doctor")).isNotZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("can be changed by other users", "chmod go-w");
    }

    private ServerFile file() {
        return new ServerFile(URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                ProcessHandle.current().pid(), STARTED, "1", "token");
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(), false, "./mimo", "/opt/mimo");
        return Main.commandLine(new FakeProgram(home), terminal).run(arguments);
    }
}
