package dev.mimo.skills.catalog;

import dev.mimo.json.Json;
import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.catalog.SkillLaunch.Endpoint;
import dev.mimo.skills.catalog.SkillLaunch.Endpoint.Protocol;
import dev.mimo.skills.catalog.SkillLaunch.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SkillsFileTest {
    @TempDir
    Path folder;

    @Test
    void a_block_of_claude_or_cursor_is_taken_as_it_is() throws IOException {
        SkillCatalog catalog = read("""
                { "mcpServers": {
                    "filesystem": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "/tmp"],
                                    "env": { "TOKEN": "${FS_TOKEN}", "PORT": 8080 }, "autoApprove": ["read"] },
                    "GitHub (work)": { "url": "https://example.com/mcp", "headers": { "Authorization": "Bearer x" } },
                    "off": { "command": "uvx", "disabled": true } },
                  "theme": "dark" }
                """);

        assertThat(catalog.problems()).isEmpty();
        assertThat(catalog.skills()).containsOnlyKeys("filesystem", "GitHub-work", "off");
        assertThat(skill(catalog, "filesystem").launch()).isEqualTo(new Program(
                List.of("npx", "-y", "@modelcontextprotocol/server-filesystem", "/tmp"),
                Map.of("TOKEN", "${FS_TOKEN}", "PORT", "8080"), List.of(), null, null));
        assertThat(skill(catalog, "GitHub-work").launch()).isEqualTo(
                new Endpoint("https://example.com/mcp", Map.of("Authorization", "Bearer x"), null));
        assertThat(skill(catalog, "off").enabled()).isFalse();
    }

    @Test
    void a_block_of_vs_code_is_taken_as_it_is() throws IOException {
        SkillCatalog catalog = read("""
                {
                  // asked once
                  "inputs": [ { "type": "promptString", "id": "key", "password": true } ],
                  "servers": {
                    "tools": { "type": "stdio", "command": "node", "args": ["server.js"], "cwd": "/srv",
                               "envFile": "/srv/.env", },
                    "events": { "type": "sse", "url": "http://127.0.0.1:9000/sse" },
                  },
                }
                """);

        assertThat(catalog.problems()).isEmpty();
        assertThat(skill(catalog, "tools").launch()).isEqualTo(new Program(List.of("node", "server.js"), Map.of(),
                List.of(), "/srv/.env", "/srv"));
        assertThat(skill(catalog, "events").launch()).isEqualTo(
                new Endpoint("http://127.0.0.1:9000/sse", Map.of(), Protocol.LEGACY_SSE));
    }

    @Test
    void tables_of_codex_are_taken_as_they_are() throws IOException {
        SkillCatalog catalog = read("""
                model = "o9"

                [mcp_servers.docs]
                command = "docs-server"
                args = ["--port", "1"]
                env_vars = ["DOCS_KEY"]
                startup_timeout_sec = 20
                tool_timeout_sec = 7.5
                enabled_tools = ["search"]

                [mcp_servers.docs.env]
                "A" = "1"

                [mcp_servers.remote]
                url = "https://example.com/mcp"
                bearer_token_env_var = "REMOTE_TOKEN"
                enabled = false
                """);

        assertThat(catalog.problems()).isEmpty();
        assertThat(skill(catalog, "docs").launch()).isEqualTo(new Program(List.of("docs-server", "--port", "1"),
                Map.of("A", "1"), List.of("DOCS_KEY"), null, null));
        assertThat(skill(catalog, "docs").options().startTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(skill(catalog, "docs").options().callTimeout()).isEqualTo(Duration.ofMillis(7500));
        assertThat(skill(catalog, "docs").options().offers("search")).isTrue();
        assertThat(skill(catalog, "docs").options().offers("delete")).isFalse();
        assertThat(skill(catalog, "remote").launch()).isEqualTo(new Endpoint("https://example.com/mcp",
                Map.of("Authorization", "Bearer ${REMOTE_TOKEN}"), null));
        assertThat(skill(catalog, "remote").enabled()).isFalse();
    }

    @Test
    void other_clients_ways_to_write_a_command_are_known() throws IOException {
        SkillCatalog catalog = read("""
                { "context_servers": {
                    "zed": { "command": { "path": "a", "args": ["b"], "env": { "C": "d" } } },
                    "opencode": { "type": "local", "command": ["e", "f"], "environment": { "G": "h" } },
                    "gemini": { "httpUrl": "https://example.com", "timeout": 30000, "excludeTools": ["x"] },
                    "cline": { "command": "i", "timeout": 60 } } }
                """);

        assertThat(catalog.problems()).isEmpty();
        assertThat(skill(catalog, "zed").launch())
                .isEqualTo(new Program(List.of("a", "b"), Map.of("C", "d"), List.of(), null, null));
        assertThat(skill(catalog, "opencode").launch())
                .isEqualTo(new Program(List.of("e", "f"), Map.of("G", "h"), List.of(), null, null));
        assertThat(skill(catalog, "gemini").options().callTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(skill(catalog, "gemini").options().offers("x")).isFalse();
        assertThat(skill(catalog, "cline").options().callTimeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void mimos_own_wishes_stand_apart() throws IOException {
        SkillOptions options = skill(read("""
                { "mcpServers": { "a": { "command": "b", "mimo": { "per_client": true, "idle_stop": "90s",
                    "lifetime": "2h", "memory_max": "512M", "sandbox": "bwrap", "any_command": true } } } }
                """), "a").options();

        assertThat(options.perClient()).isTrue();
        assertThat(options.idleStop()).isEqualTo(Duration.ofSeconds(90));
        assertThat(options.lifetime()).isEqualTo(Duration.ofHours(2));
        assertThat(options.memoryMax()).isEqualTo(512L << 20);
        assertThat(options.sandbox()).isEqualTo("bwrap");
        assertThat(options.anyCommand()).isTrue();
    }

    @Test
    void a_bad_entry_takes_no_other_with_it() throws IOException {
        SkillCatalog catalog = read("""
                { "mcpServers": { "good": { "command": "a" }, "empty": {}, "both": { "command": "a", "url": "b" },
                    "odd": 7, "args": { "command": "a", "args": "b" }, "ws": { "url": "ws://x", "type": "websocket" },
                    "…": { "command": "a" }, "Good": { "command": "a" }, "good!": { "command": "b" } } }
                """);

        assertThat(catalog.skills()).containsOnlyKeys("good", "Good");
        assertThat(catalog.problems()).extracting(SkillCatalog.Problem::skill)
                .containsExactly("empty", "both", "odd", "args", "ws", "…", "good!");
        assertThat(catalog.problems()).extracting(SkillCatalog.Problem::detail)
                .allSatisfy(detail -> assertThat(detail).endsWith("."));
    }

    @Test
    void a_file_that_cannot_be_read_says_where() throws IOException {
        assertThat(read("{ \"mcpServers\": {\n  \"a\": nonsense } }").problems()).singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("line 2"));
        assertThat(read("[1, 2").problems()).hasSize(1);
        assertThat(read("").problems()).isEmpty();
        assertThat(new SkillsFile(folder.resolve("none")).read()).isEqualTo(SkillCatalog.EMPTY);
    }

    @Test
    void changing_one_entry_keeps_all_else() throws IOException {
        Path file = write("""
                { "theme": "dark", // kept, though this is not
                  "mcpServers": { "a (b)": { "command": "x", "unknown": [1] }, "c": { "command": "y" } } }
                """);
        SkillsFile skills = new SkillsFile(file);

        skills.change("a-b", entry -> entry.put("disabled", true));
        skills.put("d", Json.object().put("url", "https://example.com"));
        assertThat(skills.remove("c")).isTrue();
        assertThat(skills.remove("none")).isFalse();

        assertThat(RelaxedDocument.read(Files.readString(file)).toString()).isEqualTo("{\"theme\":\"dark\","
                + "\"mcpServers\":{\"a (b)\":{\"command\":\"x\",\"unknown\":[1],\"disabled\":true},"
                + "\"d\":{\"url\":\"https://example.com\"}}}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(file.resolveSibling("skills.json.bak")).exists();
    }

    @Test
    void a_file_that_cannot_be_understood_is_never_written_over() throws IOException {
        Path file = write("{ \"mcpServers\": {");

        assertThatThrownBy(() -> new SkillsFile(file).put("a", Json.object())).isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot be understood");
        assertThat(file).hasContent("{ \"mcpServers\": {");
    }

    private SkillCatalog read(String text) throws IOException {
        return new SkillsFile(write(text)).read();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("skills.json"), text);
    }

    private static SkillDefinition skill(SkillCatalog catalog, String name) {
        return Objects.requireNonNull(catalog.skills().get(name), name);
    }
}
