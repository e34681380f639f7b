package dev.mimo.cortex;

import dev.mimo.TestMimo;
import dev.mimo.json.Json;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.models.language.FaultyProvider;
import dev.mimo.models.language.FaultyProvider.Fault;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class AskTest {
    private static final String QUESTION = "What is the name of my daughter?";

    @TempDir
    Path home = Path.of("");

    @Test
    void without_a_model_the_answer_is_what_fits_with_its_id() {
        try (TestMimo mimo = TestMimo.open(home)) {
            String id = remember(mimo, "My daughter's name is Ida.");
            remember(mimo, "The wifi at work is slow.");

            ObjectNode answer = ask(mimo, Json.object().put("question", QUESTION).put("explain", true));

            assertThat(answer.path("answer").asString("")).contains("Ida").contains(id);
            assertThat(answer.at("/citations/0/id").asString("")).isEqualTo(id);
            assertThat(answer.at("/found/0/score").asDouble(0)).isPositive();
            assertThat(answer.has("model")).isFalse();
            assertThat(answer.has("nothing_fits")).isFalse();
        }
    }

    @Test
    void where_nothing_fits_it_is_said_and_no_model_is_asked() throws Exception {
        try (FaultyProvider provider = new FaultyProvider(); TestMimo mimo = before(provider)) {
            remember(mimo, "The wifi at work is slow.");

            ObjectNode answer = ask(mimo, Json.object().put("question", QUESTION));

            assertThat(answer.path("nothing_fits").asBoolean(false)).isTrue();
            assertThat(answer.path("citations")).isEmpty();
            assertThat(provider.asked()).isEmpty();
        }
    }

    @Test
    void a_model_words_what_was_recalled_and_what_it_does_not_cite_it_rests_on_all_the_same() throws Exception {
        try (FaultyProvider provider = new FaultyProvider(); TestMimo mimo = before(provider)) {
            String id = remember(mimo, "My daughter's name is Ida.");

            ObjectNode answer = ask(mimo, Json.object().put("question", QUESTION));

            assertThat(answer.path("answer").asString("")).isEqualTo(FaultyProvider.text());
            assertThat(answer.path("model").asString("")).isEqualTo("gpt-4.1-mini");
            assertThat(answer.at("/citations/0/id").asString("")).isEqualTo(id);
            assertThat(provider.last().body().at("/messages/1/content").asString("")).contains("> My daughter's name")
                    .endsWith(QUESTION);
            assertThat(ask(mimo, Json.object().put("question", QUESTION).put("model", "none")).has("model")).isFalse();
        }
    }

    @Test
    void a_model_that_fails_leaves_the_answer_to_the_memory_and_is_named() throws Exception {
        try (FaultyProvider provider = new FaultyProvider().always(Fault.BROKEN); TestMimo mimo = before(provider)) {
            remember(mimo, "My daughter's name is Ida.");

            ObjectNode answer = ask(mimo, Json.object().put("question", QUESTION));

            assertThat(answer.path("answer").asString("")).contains("Ida");
            assertThat(answer.path("degraded").toString()).contains("model");
            assertThat(answer.path("reasons").toString()).contains("p1 answered 500");
        }
    }

    private TestMimo before(FaultyProvider provider) {
        String one = "[{\"name\":\"p1\",\"kind\":\"openai\",\"base_url\":\"" + provider.address() + "/v1\"}]";
        return TestMimo.open(home, Clock.systemUTC(), Map.of("models.providers", one));
    }

    private static String remember(TestMimo mimo, String text) {
        return mimo.call(MemoryOperations::remember, Json.object().put("content", text)).at("/receipt/id")
                .asString("");
    }

    private static ObjectNode ask(TestMimo mimo, ObjectNode request) {
        return AskOperation.ask().json(mimo.calls(), request);
    }
}
