package dev.mimo.tools;

import dev.mimo.TestMimo;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolResult;
import dev.mimo.refusal.RefusedException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FactsToolTest {
    @TempDir
    Path home;

    private TestMimo mimo;
    private MemoryTools tools;

    @BeforeEach
    void open() {
        mimo = TestMimo.open(home);
        tools = new MemoryTools(mimo.connection("team"));
    }

    @AfterEach
    void close() {
        mimo.close();
    }

    /// @param arguments in single quotes instead of double ones
    private ToolResult call(String arguments) throws InterruptedException {
        return tools.call("facts", Json.parseObject(arguments.replace('\'', '"'), JsonLimits.defaults()),
                CallContext.NONE);
    }

    private JsonNode structured(String arguments) throws InterruptedException {
        return Objects.requireNonNull(call(arguments).structured());
    }

    private static String text(ToolResult result) {
        return result.content().toString();
    }

    @Test
    void what_is_taught_is_found_and_explained() throws Exception {
        structured("{'operation': 'teach', 'subject': 'alice', 'predicate': 'reports_to', 'object': 'bob'}");
        JsonNode taught = structured(
                "{'operation': 'teach', 'subject': 'bob', 'predicate': 'reports_to', 'object': 'ceo'}");

        assertThat(taught.at("/receipt/status").asString()).isEqualTo("stored");
        assertThat(taught.at("/receipt/namespace").asString()).isEqualTo("team");
        JsonNode found = structured("{'operation': 'query', 'where': 'alice reports_to ?x'}");
        assertThat(found.path("rows")).hasSize(2);
        assertThat(text(call("{'operation': 'explain', 'subject': 'alice', 'predicate': 'reports_to',"
                + " 'object': 'ceo'}"))).contains("It holds", "> alice reports_to ceo", "transitive");
        assertThat(structured("{'operation': 'path', 'from': 'alice', 'to': 'ceo'}").path("path").toString())
                .isEqualTo("[\"alice\",\"bob\",\"ceo\"]");
        assertThat(structured("{'operation': 'around', 'entity': 'alice', 'hops': 1}").path("entities")).hasSize(1);
        assertThat(structured("{'operation': 'rules'}").path("rules")).isNotEmpty();
        assertThat(structured("{'operation': 'conflicts'}").path("conflicts")).isEmpty();
    }

    @Test
    void a_retraction_is_taken_back_by_its_handle() throws Exception {
        String id = structured("{'operation': 'teach', 'subject': 'a', 'predicate': 'p', 'object': 'b'}")
                .at("/receipt/id").asString();
        String undo = structured("{'operation': 'retract', 'id': '" + id + "'}").at("/receipt/undo").asString();
        assertThat(structured("{'operation': 'query', 'where': 'a p ?x'}").path("rows")).isEmpty();

        structured("{'operation': 'undo', 'undo': '" + undo + "'}");

        assertThat(structured("{'operation': 'query', 'where': 'a p ?x'}").path("rows")).hasSize(1);
        assertThat(structured("{'operation': 'get', 'id': '" + id + "'}").at("/fact/object").asString())
                .isEqualTo("b");
    }

    @Test
    void what_an_operation_needs_and_does_not_get_is_named() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> call("{'operation': 'teach', 'subject': 'a'}"))
                .withMessageContaining("'predicate' is required");
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> call("{'where': 'a p ?x'}"))
                .withMessageContaining("'operation' is required");
    }

    @Test
    void facts_go_with_the_memory_that_they_came_from_and_come_back_with_it() throws Exception {
        String memory = mimo.call(operations -> operations.remember(),
                Json.object().put("content", "Alice reports to Bob.").put("namespace", "team")).at("/receipt/id")
                .asString();
        String fact =
                structured("{'operation': 'teach', 'subject': 'alice', 'predicate': 'reports_to', 'object': 'bob',"
                        + " 'source': 'memory:" + memory + "'}").at("/receipt/id").asString();

        JsonNode deleted = mimo.call(operations -> operations.delete(),
                Json.object().put("id", memory).put("namespace", "team"));

        assertThat(deleted.at("/receipt/closed").toString()).isEqualTo("[\"" + fact + "\"]");
        assertThat(structured("{'operation': 'query', 'where': 'alice reports_to ?x'}").path("rows")).isEmpty();

        JsonNode restored =
                structured("{'operation': 'undo', 'undo': '" + deleted.at("/receipt/undo").asString() + "'}");

        assertThat(structured("{'operation': 'query', 'where': 'alice reports_to ?x'}").path("rows")).hasSize(1);

        structured("{'operation': 'undo', 'undo': '" + restored.at("/receipt/undo").asString() + "'}");

        assertThat(structured("{'operation': 'query', 'where': 'alice reports_to ?x'}").path("rows")).isEmpty();
    }
}
