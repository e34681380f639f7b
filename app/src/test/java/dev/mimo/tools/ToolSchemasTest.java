package dev.mimo.tools;

import com.networknt.schema.Schema;
import dev.mimo.TestMimo;
import dev.mimo.call.SchemaDocuments;
import dev.mimo.call.StrictSchemas;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// No copy can lie: what is published of a tool's arguments is what it takes, no more and no less, once what clients
/// send is put right.
class ToolSchemasTest {
    private static final int TRIES = Integer.getInteger("mimo.schema.tries", 600);
    /// What no schema says that every model's dialect understands: which arguments go together. A cursor is opaque.
    private static final List<String> NOT_IN_SCHEMAS = List.of("One of ", "Only one of ", "means nothing beside",
            "'cursor' is not one", "'cursor' belongs");

    @Test
    void a_tool_takes_exactly_what_its_schema_accepts(@TempDir Path home) throws InterruptedException {
        try (TestMimo mimo = TestMimo.open(home)) {
            MemoryTools tools = new MemoryTools(mimo.connection("team"));
            for (ToolDefinition tool : tools.tools()) {
                // what else `facts` needs depends on its operation, as its description says
                if (!tool.name().equals("facts")) {
                    check(tools, tool);
                }
            }
        }
    }

    private static void check(MemoryTools tools, ToolDefinition tool) throws InterruptedException {
        Schema schema = StrictSchemas.REGISTRY.getSchema(tool.inputSchema());
        long seed = System.nanoTime();
        SchemaDocuments documents = new SchemaDocuments(tool.inputSchema(), new Random(seed));
        int accepted = 0;
        for (int i = 0; i < TRIES; i++) {
            JsonNode like = documents.like(tool.inputSchema());
            JsonNode document = i % 3 == 0 ? like : documents.mutated(like);
            if (!(document instanceof ObjectNode given) || document.path("trust").asString("").equals("user")) {
                // the protocol's engine sees to the one, and the other is taken for what it can be
                continue;
            }
            ObjectNode arguments = LenientArguments.of(given, tool.inputSchema());
            if (arguments.path("filter").isObject() && arguments.path("filter").isEmpty()) {
                // refused, which not every dialect can say
                continue;
            }
            boolean valid = StrictSchemas.accepts(schema, arguments);
            accepted += valid ? 1 : 0;

            assertThat(isTaken(tools, tool.name(), given)).as("seed %d, %s: the schema says %s of %s", seed,
                    tool.name(), valid, document).isEqualTo(valid);
        }
        assertThat(accepted).as("documents that were right").isBetween(TRIES / 20, TRIES - 1);
    }

    private static boolean isTaken(MemoryTools tools, String tool, ObjectNode arguments) throws InterruptedException {
        try {
            tools.call(tool, arguments, CallContext.NONE);
            return true;
        } catch (RefusedException refused) {
            return !(refused.refusal() instanceof Refusal.Invalid)
                    || NOT_IN_SCHEMAS.stream().anyMatch(refused.refusal().detail()::contains);
        }
    }
}
