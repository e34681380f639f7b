package dev.mimo.door.mcp;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.client.oauth.LockedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Logging in with the packaged program; the test opens what it prints.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class McpLoginIT {
    private static final long RUN_SECONDS = 60;
    private static final String SECRET = "by-hand-s3cret";

    @TempDir
    Path directory = Path.of("");

    private record Ran(int exit, String out, String err) {}

    @Test
    void a_login_outlives_the_process_until_it_is_damaged_or_forgotten() throws Exception {
        try (LockedServer server = new LockedServer()) {
            String address = server.uri().toString();
            assertThat(run("mcp", "inspect", address).err()).contains("--login", "--header");
            Ran login = run("mcp", "inspect", "--login", "--json", address);
            assertThat(login.exit()).as(login.err()).isZero();
            assertThat(json(login.out()).path("serverInfo").path("name").asString()).isEqualTo("fake");
            assertThat(login.err()).doesNotContain(server.secrets());

            Ran kept = run("mcp", "inspect", "--json", address);
            assertThat(kept.exit()).as(kept.err()).isZero();
            assertThat(kept.err()).isEmpty();
            assertThat(server.logins()).hasSize(1);

            for (Path file : logins()) {
                Files.writeString(file, "{\"access_token\": \"s3cr");
            }
            assertThat(run("mcp", "inspect", "--json", address).exit()).isEqualTo(3);
            Ran anew = run("mcp", "inspect", "--login", "--json", address);
            assertThat(anew.exit()).as(anew.err()).isZero();
            assertThat(anew.err()).containsOnlyOnce("is damaged").doesNotContain("s3cr");

            assertThat(run("mcp", "logout", address).exit()).isZero();
            assertThat(logins()).isEmpty();
            assertThat(run("mcp", "inspect", address).exit()).isEqualTo(3);
        }
    }

    @Test
    void a_secret_comes_from_the_environment_and_goes_to_its_issuer_alone() throws Exception {
        try (LockedServer server = new LockedServer()) {
            server.registersNobody();
            server.wantsSecrets();

            Ran login = run("mcp", "inspect", "--login", "--client-id", "by-hand", "--issuer", server.issuer(),
                    "--client-secret-env", "MIMO_TEST_SECRET", server.uri().toString());
            assertThat(login.exit()).as(login.err()).isZero();
            assertThat(server.shown()).startsWith("Basic ");
            for (Path file : logins()) {
                assertThat(Files.readString(file)).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void an_official_server_and_a_certified_authorization_server_let_in_who_logs_in() throws Exception {
        boolean available = NpmClients.available();
        if (Boolean.getBoolean("mimo.require.npm")) {
            assertThat(available).as("npm is on the path").isTrue();
        }
        assumeTrue(available, "npm is not on the path, so the official MCP server cannot be run");
        ProcessBuilder builder = NpmClients.install().serving("locked.mjs")
                .redirectError(directory.resolve("locked.log").toFile());
        builder.environment().put("LOCKED_SECRET", SECRET);
        Process locked = builder.start();
        try (BufferedReader told = locked.inputReader(); OutputStream _ = locked.getOutputStream()) {
            ObjectNode where = json(Objects.requireNonNull(told.readLine(),
                    () -> "no server; see " + directory.resolve("locked.log")));
            useLocked(where.path("mcp").asString(), where.path("issuer").asString());
        } finally {
            locked.destroy();
            assertThat(locked.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void useLocked(String address, String issuer) throws Exception {
        assertThat(run("mcp", "inspect", address).exit()).isEqualTo(3);
        assertInside(run("mcp", "inspect", "--login", "--json", address), true);
        assertInside(run("mcp", "inspect", "--json", address), false);

        // refreshed, with a refresh token that is taken once only
        for (int i = 0; i < 2; i++) {
            expire(address);
            assertInside(run("mcp", "inspect", "--json", address), false);
        }
        assertThat(run("mcp", "logout", address).out()).contains(issuer);
        assertThat(run("mcp", "inspect", address).exit()).isEqualTo(3);

        String[] byHand = {"mcp", "inspect", "--login", "--json", "--client-id", "by-hand", "--issuer", issuer,
                "--client-secret-env", "MIMO_TEST_SECRET", address};
        assertInside(run(byHand), true);
        assertInside(run(byHand), false);
    }

    private static void assertInside(Ran ran, boolean asked) {
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(json(ran.out()).path("tools").path(0).path("name").asString()).isEqualTo("whoami");
        assertThat(ran.err().contains("Open this in a browser")).as(ran.err()).isEqualTo(asked);
    }

    private static void expire(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(HttpRequest.newBuilder(URI.create(address).resolve("/expire"))
                    .POST(BodyPublishers.noBody()).build(), BodyHandlers.discarding()).statusCode()).isEqualTo(204);
        }
    }

    private Ran run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "printed", "");
        ProcessBuilder builder = new ProcessBuilder(new PackagedProgram(directory).command(arguments))
                .redirectOutput(out.toFile());
        builder.environment().put("MIMO_HOME", directory.resolve("own").toString());
        builder.environment().put("MIMO_TEST_SECRET", SECRET);
        Process process = builder.start();
        process.getOutputStream().close();
        StringBuilder err = new StringBuilder();
        try (BufferedReader lines = process.errorReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                err.append(line).append('\n');
                if (line.startsWith("  http")) {
                    URI address = URI.create(line.strip());
                    Thread.ofVirtual().start(() -> BrowserUser.open(address));
                }
            }
            assertThat(process.waitFor(RUN_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Ran(process.exitValue(), Files.readString(out), err.toString());
        } finally {
            process.destroyForcibly();
        }
    }

    private List<Path> logins() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("own/logins"))) {
            return files.toList();
        }
    }

    private static ObjectNode json(String text) {
        return Json.parseObject(text, JsonLimits.defaults());
    }
}
