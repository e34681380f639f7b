package dev.mimo.gateway.search;

import dev.mimo.gateway.ToolRegistry;
import dev.mimo.gateway.ToolSource;
import dev.mimo.gateway.search.ToolSearch.FoundTools;
import dev.mimo.json.Json;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.models.EmbeddingSettings;
import dev.mimo.models.ModelHost;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.VectorQuantizer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Searches for tools with the real model.
class ToolSearchTest {
    private static final Map<String, String> TOOLS = Map.of(
            "read_text_file", "Read the complete contents of a file as text.",
            "create_issue", "Create a new issue in a repository.",
            "browser_take_screenshot", "Take a screenshot of the current page.",
            "getForecast", "Tells the weather of the next days for a place.",
            "run_query", "Run a read-only SQL query against the database.",
            "convert_currency", "Convert an amount of money from one currency into another.");

    @TempDir
    Path home = Path.of("");

    private final ToolRegistry registry = new ToolRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ModelHost models = model("e5-small-v2-q");
    private ToolSearch search = open();

    private ModelHost model(String name) {
        EmbeddingSettings usual = EmbeddingSettings.defaults();
        return ModelHost.of(
                new EmbeddingSettings(name, usual.use(), usual.endpoint(), usual.retryAfter(), usual.failuresMax(),
                        usual.passageWaitMax(), usual.queryCacheBytesMax()),
                Path.of(String.valueOf(System.getProperty("mimo.dist"))), Clock.systemUTC(), meters);
    }

    private ToolSearch open() {
        return new ToolSearch(() -> registry, new UsedRequests(home.resolve("skills/requests.jsonl")), models,
                () -> new VectorQuantizer(models.dimension()), DotKernels.best());
    }

    @BeforeEach
    void offer() {
        search = open();
        registry.register(new Offering("", Map.of("recall", "Search the weather of your memory.")));
        registry.register(new Offering("one", TOOLS));
    }

    @AfterEach
    void close() {
        search.close();
        models.close();
    }

    @Test
    void a_tool_is_found_by_a_request_that_shares_no_word_with_it() {
        models.await(Duration.ofMinutes(1));

        assertThat(first("will it rain in Lisbon tomorrow?")).isEqualTo("one__getForecast");
        assertThat(first("how many euros are 20 dollars?")).isEqualTo("one__convert_currency");
        assertThat(first("open a bug report for this on the tracker")).isEqualTo("one__create_issue");
        assertThat(first("take a picture of the website")).isEqualTo("one__browser_take_screenshot");
    }

    @Test
    void a_tool_is_found_by_any_part_of_its_name_and_by_its_parameters() {
        assertThat(first("screenshot")).isEqualTo("one__browser_take_screenshot");
        assertThat(first("get forecast")).isEqualTo("one__getForecast");
        assertThat(first("parameter of run_query")).isEqualTo("one__run_query");
    }

    @Test
    void mimos_own_tools_are_not_among_them() {
        assertThat(search.find("recall memory", 10).tools()).noneMatch(each -> each.tool().source().name().isEmpty());
        assertThat(search.all(100).tools()).hasSize(TOOLS.size());
    }

    @Test
    void what_comes_and_goes_is_found_and_not_found_at_once() {
        assertThat(names(search.find("zebra", 10))).doesNotContain("two__zebra");

        try (ToolRegistry.Registration _ = registry.register(new Offering("two", Map.of("zebra", "Draws a zebra.")))) {
            assertThat(first("zebra")).isEqualTo("two__zebra");
        }

        assertThat(names(search.find("zebra", 10))).doesNotContain("two__zebra");
    }

    @Test
    void a_list_is_cut_where_it_is_told_to_be_and_says_so() {
        models.await(Duration.ofMinutes(1));

        FoundTools two = search.find("read a file, query the database or create an issue", 2);

        assertThat(two.tools()).hasSize(2);
        assertThat(two.more()).isTrue();
        assertThat(two.byWords()).isFalse();
        assertThat(two.tools()).allMatch(each -> each.score() > 0 && each.score() <= 1);
    }

    @Test
    void without_a_model_words_find_tools_and_that_is_said() {
        models.close();
        models = model("/no/such/model");
        search = open();

        FoundTools found = search.find("create an issue", 3);

        assertThat(names(found)).first().isEqualTo("one__create_issue");
        assertThat(found.byWords()).isTrue();
    }

    @Test
    void a_tool_that_was_of_use_for_a_request_is_found_by_others_like_it() {
        models.await(Duration.ofMinutes(1));
        String request = "what does the ledger say about March?";
        assertThat(first(request)).isNotEqualTo("one__run_query");

        new UsedRequests(home.resolve("skills/requests.jsonl")).used("what is in the ledger for January?",
                "one__run_query");

        assertThat(first(request)).isEqualTo("one__run_query");
    }

    @Test
    void what_was_of_use_is_kept_bounded_and_only_its_user_can_read_it() throws Exception {
        Path file = home.resolve("skills/requests.jsonl");
        UsedRequests used = new UsedRequests(file);
        for (int i = 0; i < 1_500; i++) {
            used.used("request " + i + " " + "x".repeat(900), "one__tool");
        }
        used.used("y".repeat(2_000), "one__tool");
        Files.writeString(file, Files.readString(file) + "{half a li");

        List<UsedRequests.UsedRequest> kept = new UsedRequests(file).newest();
        assertThat(kept).hasSize(1_000);
        assertThat(kept.getLast().request()).startsWith("request 1499 ");
        assertThat(Files.size(file)).isLessThan(3 << 20);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    private String first(String request) {
        return names(search.find(request, 3)).getFirst();
    }

    private static List<String> names(FoundTools found) {
        return found.tools().stream().map(each -> each.tool().definition().name()).toList();
    }

    private record Offering(String name, Map<String, String> what) implements ToolSource {
        @Override
        public List<ToolDefinition> tools() {
            return what.entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .map(each -> new ToolDefinition(each.getKey(), each.getKey(), each.getValue(),
                            schema(each.getKey()),
                            null, new ToolAnnotations(true, false, true, false)))
                    .toList();
        }

        private static ObjectNode schema(String tool) {
            ObjectNode schema = Json.object().put("type", "object");
            schema.putObject("properties").putObject("input").put("type", "string").put("description",
                    "A parameter of " + tool);
            return schema;
        }

        @Override
        public ToolResult call(String tool, ObjectNode arguments, CallContext context) {
            return ToolResult.text(tool);
        }
    }
}
