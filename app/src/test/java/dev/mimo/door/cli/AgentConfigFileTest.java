package dev.mimo.door.cli;

import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AgentConfigFileTest {
    private static final List<String> COMMAND = List.of("/opt/my mimo/mimo", "stdio");

    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource(AgentClient.class)
    void an_entry_is_put_in_once_and_taken_out_again(AgentClient client) throws IOException {
        AgentConfigFile config = client.config(home, false);

        assertThat(config.put(client.stdioEntry(COMMAND))).isTrue();
        assertThat(config.file()).content().contains("mimo", "/opt/my mimo/mimo", "stdio");
        assertThat(config.put(client.stdioEntry(COMMAND))).isFalse();
        assertThat(config.remove()).isTrue();
        assertThat(config.file()).doesNotExist();
        assertThat(config.remove()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(AgentClient.class)
    void taking_it_out_leaves_the_file_as_it_was_to_the_byte(AgentClient client) throws IOException {
        AgentConfigFile config = client.config(home, false);
        for (String before : client == AgentClient.CODEX
                ? List.of("", "model = 'x'", "# mine\r\n[mcp_servers.other]\r\ncommand = \"x\"\n\n\n", "[tui]\n\n")
                : List.of("", "{}", "{\"a\":1,  \"b\":[1,2]}", "{\n\t\"" + config.section() + "\": {}\n}\n\n",
                        "{\r\n  \"" + config.section() + "\" : { \"other\":{\"command\":\"x\"}}}")) {
            write(config, before);
            assertThat(config.put(client.stdioEntry(COMMAND))).isTrue();
            assertThat(config.put(client.stdioEntry(List.of("/elsewhere/mimo", "stdio")))).isTrue();
            assertThat(config.remove()).isTrue();

            assertThat(Files.readString(config.file())).isEqualTo(before);
            assertThat(config.file().resolveSibling(config.file().getFileName() + ".before-mimo")).doesNotExist();
        }
    }

    @Test
    void what_others_changed_meanwhile_stays_when_it_is_taken_out() throws IOException {
        AgentConfigFile config = AgentClient.CLAUDE_CODE.config(home, false);
        write(config, "{\"numStartups\":1}");
        config.put(AgentClient.CLAUDE_CODE.stdioEntry(COMMAND));
        write(config, Files.readString(config.file()).replace("1", "2"));

        assertThat(config.remove()).isTrue();
        assertThat(config.file()).content().contains("numStartups", "2").doesNotContain("/opt/my mimo/mimo");
        assertThat(config.file().resolveSibling(".claude.json.before-mimo")).exists();
    }

    @Test
    void all_else_stays_and_the_file_before_is_kept() throws IOException {
        AgentConfigFile config = AgentClient.CURSOR.config(home, false);
        String before = "{\"theme\": \"dark\", \"mcpServers\": {\"other\": {\"command\": \"x\"}}}";
        write(config, before);

        config.put(AgentClient.CURSOR.httpEntry(URI.create("http://127.0.0.1:4000/mcp")));

        assertThat(config.file()).content().contains("\"theme\"", "\"other\"", "http://127.0.0.1:4000/mcp");
        assertThat(home.resolve(".cursor/mcp.json.before-mimo")).hasContent(before);
    }

    @Test
    void comments_of_toml_stay() throws IOException {
        AgentConfigFile config = AgentClient.CODEX.config(home, false);
        write(config, """
                # mine
                model = "o9" # best

                [mcp_servers.mimo]
                command = "old"
                [mcp_servers.mimo.env]
                A = "1"

                [mcp_servers.other] # stays
                command = "x"
                """);

        config.put(AgentClient.CODEX.stdioEntry(COMMAND));

        assertThat(config.file()).content().contains("# mine", "# best", "[mcp_servers.other] # stays",
                "command = \"/opt/my mimo/mimo\"").doesNotContain("old", "A = ");
    }

    @Test
    void what_cannot_be_kept_is_not_changed() throws IOException {
        AgentConfigFile config = AgentClient.VS_CODE.config(home, false);
        String commented = "{ // mine\n  \"servers\": {} }";
        write(config, commented);

        assertThatThrownBy(() -> config.put(AgentClient.VS_CODE.stdioEntry(COMMAND)))
                .isInstanceOf(RefusedException.class).hasMessageContaining("is not changed");
        assertThat(config.file()).hasContent(commented);
    }

    @Test
    void a_link_stays_a_link() throws IOException {
        AgentConfigFile config = AgentClient.CLAUDE_CODE.config(home, false);
        Path real = Files.writeString(home.resolve("kept.json"), "{}");
        Files.createSymbolicLink(config.file(), real);

        config.put(AgentClient.CLAUDE_CODE.stdioEntry(COMMAND));

        assertThat(config.file()).isSymbolicLink();
        assertThat(real).content().contains("mimo");
    }

    private static void write(AgentConfigFile config, String text) throws IOException {
        Files.createDirectories(config.file().resolveSibling("."));
        Files.writeString(config.file(), text);
    }
}
