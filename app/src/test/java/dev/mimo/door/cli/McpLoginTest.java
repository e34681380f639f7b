package dev.mimo.door.cli;

import dev.mimo.TestClock;
import dev.mimo.mcp.client.FakeServer;
import dev.mimo.mcp.client.oauth.LockedServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Logging in from the command line, at real servers; the browser is a thread that opens what is printed.
class McpLoginTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Page err = new Page();
    private final LockedServer server = new LockedServer();
    private final TestClock clock = new TestClock(Instant.now());
    private Consumer<URI> browser = McpLoginTest::open;
    @TempDir
    Path home = Path.of("");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void without_a_login_it_is_said_what_is_needed_and_nobody_else_is_asked() {
        assertThat(inspect()).isEqualTo(3);

        assertThat(err()).contains("wants a credential", "--login", "--header 'Authorization: Bearer TOKEN'");
        assertThat(text(out)).isEmpty();
        assertThat(server.paths()).containsOnly("/mcp");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void a_login_goes_through_the_browser_and_is_kept_for_the_next_runs() throws Exception {
        assertThat(inspect("--login")).isZero();

        assertThat(text(out)).startsWith("fake 7  at " + server.uri());
        assertThat(err()).contains("log in at localhost", server.issuer() + "/authorize?", "300 s at most");
        assertThat(server.logins().getFirst()).containsEntry("code_challenge_method", "S256")
                .containsEntry("resource", server.uri().toString());
        assertThat(kept()).hasSize(2).allSatisfy(file -> assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));

        err.reset();
        assertThat(inspect()).isZero();
        assertThat(inspect("--login")).isZero();
        assertThat(err()).isEmpty();
        assertThat(server.logins()).hasSize(1);
        assertThat(server.tokenRequests()).hasSize(1);
    }

    @Test
    void an_expired_login_is_refreshed_and_nobody_is_asked() {
        inspect("--login");
        server.revokeAccess();
        clock.advance(Duration.ofHours(2));
        err.reset();

        assertThat(inspect()).isZero();
        assertThat(err()).isEmpty();
        assertThat(server.tokenRequests().getLast()).containsEntry("grant_type", "refresh_token");
        assertThat(server.logins()).hasSize(1);
    }

    @Test
    void an_authorization_server_that_cannot_be_reached_is_named_and_no_credential_asked_for() {
        inspect("--login");
        server.revokeAccess();
        server.isLeftAlone();
        err.reset();

        assertThat(inspect()).isEqualTo(7);
        assertThat(err()).contains("could not be reached").doesNotContain("--login");
    }

    @Test
    void a_login_that_can_be_refreshed_no_longer_is_asked_for_anew() {
        inspect("--login");
        server.revokeAccess();
        server.revokeRefresh();
        err.reset();

        assertThat(inspect()).isEqualTo(3);
        assertThat(err()).contains("--login");
        assertThat(inspect("--login")).isZero();
        assertThat(server.logins()).hasSize(2);
        assertThat(inspect()).isZero();
    }

    @Test
    void more_rights_are_asked_for_when_the_server_wants_them() {
        server.wants("tools:read");

        assertThat(inspect("--login")).isZero();
        assertThat(server.logins()).hasSize(2);
        assertThat(server.logins().getLast()).containsEntry("scope", "tools:read");
        assertThat(inspect()).isZero();
    }

    @Test
    void more_rights_are_not_asked_for_without_being_told_to() {
        inspect("--login");
        server.wants("tools:read");
        err.reset();

        assertThat(inspect()).isEqualTo(3);
        assertThat(err()).contains("does not allow this", "--login");
        assertThat(server.logins()).hasSize(1);
    }

    @Test
    void somebody_sent_back_by_another_issuer_is_not_believed() {
        server.namesItself("https://evil.example.com");

        assertThat(inspect("--login")).isEqualTo(3);
        assertThat(err()).contains("not from the authorization server that was asked", "Nothing secret was sent");
        assertThat(server.tokenRequests()).isEmpty();
        assertThat(inspect()).isEqualTo(3);
    }

    @Test
    void somebody_who_declines_is_told_so() {
        server.sendsBackWith("access_denied");

        assertThat(inspect("--login")).isEqualTo(3);
        assertThat(err()).contains("access_denied", "consent").doesNotContain("s3cret");
    }

    @Test
    void nobody_is_waited_for_longer_than_was_said() {
        browser = _ -> {};

        assertThat(inspect("--login", "--login-wait", "1")).isEqualTo(7);
        assertThat(err()).contains("1 s at most", "Nobody came back", "--login-wait");
    }

    @Test
    void the_time_of_an_answer_does_not_run_while_somebody_logs_in() {
        browser = address -> {
            try {
                assertThat(new CountDownLatch(1).await(1_300, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            open(address);
        };

        assertThat(inspect("--login", "--timeout", "1")).as(err()).isZero();
    }

    @Test
    void neither_transcript_nor_errors_hold_a_secret() throws Exception {
        server.wants("tools:read");
        Path file = home.resolve("t.jsonl");
        assertThat(inspect("--login", "--trace", file.toString())).isZero();
        server.revokeAccess();
        assertThat(inspect("--trace", home.resolve("refreshed.jsonl").toString())).isZero();

        assertThat(Files.readString(file)).contains("came with [redacted]", "insufficient_scope", "resource_metadata=")
                .doesNotContain(server.secrets());
        assertThat(Files.readString(home.resolve("refreshed.jsonl"))).contains("came with [redacted]")
                .doesNotContain(server.secrets());
        server.fails();
        assertThat(inspect()).isEqualTo(7);
        assertThat(err()).contains("cannot use [redacted]").doesNotContain(server.secrets());
    }

    @Test
    void a_damaged_login_is_named_and_made_anew() throws Exception {
        inspect("--login");
        for (Path file : kept()) {
            Files.writeString(file, "{\"access_token\": \"s3cr");
        }

        err.reset();
        assertThat(inspect("--login")).isZero();
        assertThat(server.logins()).hasSize(2);
        assertThat(inspect()).isZero();
        assertThat(server.logins()).hasSize(2);
    }

    @Test
    void logging_out_forgets_the_login_and_no_other() throws Exception {
        try (LockedServer other = new LockedServer()) {
            inspect("--login");
            assertThat(run("mcp", "inspect", "--login", other.uri().toString())).isZero();
            out.reset();

            assertThat(run("mcp", "logout", server.uri().toString())).isZero();
            assertThat(text(out))
                    .isEqualTo("Forgotten: the login at " + server.issuer() + " for " + server.uri() + "\n");
            assertThat(kept()).hasSize(2);
            assertThat(inspect()).isEqualTo(3);
            assertThat(run("mcp", "inspect", other.uri().toString())).isZero();
            out.reset();
            assertThat(run("mcp", "logout", server.uri().toString())).isZero();
            assertThat(text(out)).startsWith("No login is kept for ");
        }
    }

    @Test
    void a_client_that_was_registered_by_hand_shows_its_secret_to_its_own_issuer() throws Exception {
        server.registersNobody();
        server.wantsSecrets();
        // a variable that every shell has
        String secret = Objects.requireNonNull(System.getenv("PATH"));
        String[] options =
                {"--login", "--client-id", "abc", "--issuer", server.issuer(), "--client-secret-env", "PATH"};

        assertThat(inspect("--login")).isEqualTo(3);
        assertThat(err()).contains(server.issuer(), "--client-id ID --issuer URL");
        assertThat(inspect(options)).isZero();
        assertThat(new String(Base64.getDecoder().decode(Objects.requireNonNull(server.shown()).substring(6)),
                StandardCharsets.UTF_8)).startsWith("abc:");
        assertThat(err()).doesNotContain(secret);
        for (Path file : kept()) {
            assertThat(Files.readString(file)).doesNotContain(secret);
        }
        err.reset();
        assertThat(inspect(options)).isZero();
        assertThat(err()).isEmpty();
    }

    @Test
    void a_client_of_another_issuer_is_shown_to_nobody() {
        assertThat(inspect("--login", "--client-id", "abc", "--issuer", "https://other.example")).isEqualTo(3);

        assertThat(err()).contains("for another authorization server", server.issuer());
        assertThat(server.logins()).isEmpty();
        assertThat(server.registrations()).isZero();
    }

    @Test
    void a_document_stands_for_a_registration_and_the_redirect_goes_where_it_has_to() throws Exception {
        server.readsDocuments();
        String document = "https://mimo.example/client.json";
        String redirect;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            redirect = "http://127.0.0.1:" + free.getLocalPort() + "/back";
        }

        assertThat(inspect("--login", "--client-metadata", document, "--redirect-uri", redirect)).isZero();
        assertThat(server.logins().getFirst()).containsEntry("client_id", document)
                .containsEntry("redirect_uri", redirect);
        assertThat(server.registrations()).isZero();
        assertThat(inspect("--client-metadata", document)).isZero();
    }

    @Test
    void a_server_that_lets_nobody_log_in_wants_a_token() throws Exception {
        try (FakeServer plain = FakeServer.modern()) {
            plain.on("server/discover", call -> call.status(401)).on("GET", call -> call.status(404));

            assertThat(run("mcp", "inspect", "--login", plain.uri().toString())).isEqualTo(3);
            assertThat(err()).contains("--header 'Authorization: Bearer TOKEN'");
        }
    }

    @Test
    void a_home_that_cannot_be_written_is_named() throws Exception {
        Files.writeString(home.resolve("logins"), "");

        assertThat(inspect("--login")).isEqualTo(7);
        assertThat(err()).contains(home.resolve("logins").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--login program", "--client-id a --issuer https://i program",
            "--login --header authorization:b http://a/mcp", "--login --login-wait 0 http://a/mcp",
            "--client-id a http://a/mcp", "--issuer https://i http://a/mcp",
            "--client-secret-env PATH http://a/mcp", "--client-metadata http://a/b http://a/mcp",
            "--client-id a --issuer https://i --client-secret-env NO_SUCH_VARIABLE_HERE http://a/mcp",
            "--client-metadata : http://a/mcp", "--redirect-uri https://127.0.0.1/a http://a/mcp",
            "--redirect-uri http://example.com/ http://a/mcp", "--redirect-uri : http://a/mcp"})
    void what_cannot_be_meant_is_refused(String line) {
        assertThat(run(("mcp inspect " + line).split(" ", -1))).isEqualTo(2);
        assertThat(err()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " program", " ftp://a/b"})
    void logging_out_takes_an_address(String rest) {
        assertThat(run(("mcp logout" + rest).split(" ", -1))).isEqualTo(2);
    }

    private int inspect(String... options) {
        return run(Stream.of(List.of("mcp", "inspect"), List.of(options), List.of(server.uri().toString()))
                .flatMap(List::stream).toArray(String[]::new));
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                clock, false, "./mimo", "/opt/mimo");
        return new CommandLineDoor(new FakeProgram(home), terminal).run(arguments);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("logins"))) {
            return files.toList();
        }
    }

    private String err() {
        return text(err);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static void open(URI address) {
        try (HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build()) {
            client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What is printed, and a user who opens every address that is offered there.
    private final class Page extends ByteArrayOutputStream {
        private int read;

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            for (int end = next(); end >= 0; end = next()) {
                String line = new String(buf, read, end - read, StandardCharsets.UTF_8);
                read = end + 1;
                if (line.startsWith("  http")) {
                    Thread.ofVirtual().start(() -> browser.accept(URI.create(line.strip())));
                }
            }
        }

        private int next() {
            for (int at = read; at < count; at++) {
                if (buf[at] == '\n') {
                    return at;
                }
            }
            return -1;
        }

        @Override
        public synchronized void reset() {
            super.reset();
            read = 0;
        }
    }
}
