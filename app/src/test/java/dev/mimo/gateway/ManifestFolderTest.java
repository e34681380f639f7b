package dev.mimo.gateway;

import dev.mimo.mcp.model.Icon;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.TaskSupport;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ManifestFolderTest {
    private static final GatewaySettings SETTINGS = GatewaySettings.defaults();

    @TempDir
    Path home = Path.of("");

    @Test
    void a_manifest_reads_back_as_it_was_with_the_same_digest() throws IOException {
        ManifestFolder folder = folder();
        Manifest kept = new Manifest("files", List.of(tool("read"), FakeSource.definition("stat")));

        folder.keep(kept);

        Manifest found = Objects.requireNonNull(folder().find("files"));
        assertThat(found).isEqualTo(kept);
        assertThat(found.digest()).isEqualTo(kept.digest()).startsWith("sha256:").hasSize(71);
        assertThat(new Manifest("files", List.of(tool("read"))).digest()).isNotEqualTo(kept.digest());
    }

    @Test
    void all_that_is_known_of_a_tool_is_pinned_with_it() throws IOException {
        ToolDefinition plain = tool("read");
        ToolDefinition whole = new ToolDefinition("read", "Read", "Reads.", plain.inputSchema(), null,
                plain.annotations(), TaskSupport.REQUIRED, Set.of(InputKind.FORM, InputKind.SAMPLE_WITH_TOOLS),
                List.of(new Icon("https://example.org/a.svg", "image/svg+xml", List.of("any"), "dark")),
                JsonNodeFactory.instance.objectNode().put("k", 1));

        folder().keep(new Manifest("files", List.of(whole)));

        assertThat(Objects.requireNonNull(folder().find("files")).tools()).containsExactly(whole);
    }

    @Test
    void sources_whose_names_differ_only_in_case_have_a_file_each() throws IOException {
        folder().keep(new Manifest("files", List.of(tool("a"))));
        folder().keep(new Manifest("Files", List.of(tool("b"))));

        try (var files = Files.list(home.resolve("tools"))) {
            assertThat(files.map(file -> file.toString().toLowerCase(Locale.ROOT)))
                    .hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void the_last_one_counts_and_no_draft_is_left() throws IOException {
        folder().keep(new Manifest("files", List.of(tool("a"))));
        folder().keep(new Manifest("files", List.of(tool("b"))));

        assertThat(Objects.requireNonNull(folder().find("files")).tools()).extracting(ToolDefinition::name)
                .containsExactly("b");
        try (var files = Files.list(home.resolve("tools"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void the_same_list_is_not_written_again() throws IOException {
        folder().keep(new Manifest("files", List.of(tool("a"))));
        Object before = Files.readAttributes(file(), "unix:ino").get("ino");

        folder().keep(new Manifest("files", List.of(tool("a"))));

        assertThat(Files.readAttributes(file(), "unix:ino").get("ino")).isEqualTo(before);
    }

    @Test
    void what_was_cut_or_changed_by_another_hand_counts_as_none() throws IOException {
        folder().keep(new Manifest("files", List.of(tool("a"))));
        String text = Files.readString(file());

        Files.writeString(file(), text.replace("Does a.", "Does b."));
        assertThat(folder().find("files")).isNull();
        Files.writeString(file(), text.substring(0, text.length() / 2));
        assertThat(folder().find("files")).isNull();
        Files.writeString(file(), "");
        assertThat(folder().find("files")).isNull();
        Files.writeString(file(), text);
        assertThat(folder().find("files")).isNotNull();
    }

    @Property(tries = 200)
    void no_bytes_are_too_odd_to_be_refused(
            @ForAll @Size(max = 200) byte[] bytes) {
        assertThat(ManifestCodec.decode(bytes, 1024)).isNull();
    }

    @Test
    void a_manifest_of_the_wrong_shape_counts_as_none_though_its_digest_is_right() {
        for (String text : List.of("{}", "{\"source\":\"files\",\"tools\":[{}]}", "{\"source\":7,\"tools\":[]}",
                "{\"source\":\"a__b\",\"tools\":[]}",
                "{\"source\":\"files\",\"tools\":[{\"name\":\"a\",\"title\":\"a\","
                        + "\"description\":\"a\",\"inputSchema\":[],\"annotations\":{}}]}")) {
            ObjectNode tree = (ObjectNode) JsonMapper.shared().readTree(text);
            ObjectNode signed = JsonNodeFactory.instance.objectNode().put("digest", Manifest.digest(tree));
            byte[] bytes = signed.setAll(tree).toString().getBytes(StandardCharsets.UTF_8);

            assertThat(ManifestCodec.decode(bytes, 1024)).as(text).isNull();
        }
    }

    @Test
    void a_list_that_is_too_long_is_not_pinned_and_neither_is_what_was_there() throws IOException {
        ManifestFolder small = new ManifestFolder(home.resolve("tools"), new GatewaySettings(10, Duration.ZERO, 1024));
        small.keep(new Manifest("files", List.of(tool("a"))));

        small.keep(new Manifest("files", List.of(tool("x".repeat(100)), tool("y".repeat(100)), tool("z".repeat(100)))));

        assertThat(small.find("files")).isNull();
        assertThat(file()).doesNotExist();
    }

    @Test
    void a_source_is_forgotten_and_never_names_a_file_outside_the_folder() throws IOException {
        folder().keep(new Manifest("files", List.of(tool("a"))));
        folder().remove("files");
        folder().remove("files");

        assertThat(folder().find("files")).isNull();
        assertThatThrownBy(() -> folder().find("../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
    }

    private ManifestFolder folder() {
        return new ManifestFolder(home.resolve("tools"), SETTINGS);
    }

    private Path file() throws IOException {
        try (var files = Files.list(home.resolve("tools"))) {
            return files.findFirst().orElse(home.resolve("none"));
        }
    }

    private static ToolDefinition tool(String name) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object").put("x-number", 1.50);
        schema.putObject("properties").putObject("path").put("type", "string").put("description", "Ünïcode 🍃");
        return new ToolDefinition(name, "T", "Does " + name + ".", schema, schema.deepCopy(),
                new ToolAnnotations(false, true, false, true));
    }
}
