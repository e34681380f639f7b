package dev.mimo.memory.operation;

import dev.mimo.TestMimo;
import dev.mimo.json.Json;
import dev.mimo.models.StubEndpoint;
import dev.mimo.models.TranslatedPairs;
import dev.mimo.models.TranslatedPairs.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A fresh memory beside a model that knows more than English: of thirty questions in each of five languages, how many
/// find what they ask for first.
class OtherLanguagesTest {
    private static final int DIMENSION = 40;

    @TempDir
    Path home;

    /// What a real model would find is another matter: no multilingual one with weights comes as a package. This shows
    /// all that is between a memory and an endpoint.
    @Test
    void what_an_endpoint_knows_of_other_languages_is_found() throws Exception {
        Map<String, Integer> meanings = TranslatedPairs.read().meanings();
        try (StubEndpoint stub = new StubEndpoint(text -> vector(meanings.get(text), text))) {
            for (String url : List.of(stub.openAi(), stub.ollama())) {
                Path store = home.resolve(Integer.toString(url.length()));
                assertThat(firstHits(store, Map.of("embedding.endpoint.url", url, "embedding.model", "stub")))
                        .as(url).allSatisfy((language, first) -> assertThat(first).as(language).isGreaterThan(28));
            }
            assertThat(stub.requests()).as("in batches").anyMatch(request -> request.texts().size() > 8);
        }
    }

    /// With `-Dmimo.multilingual=FOLDER`, and `-Dmimo.multilingual.e5=true` where it wants E5's prefixes.
    @Test
    void a_real_model_finds_in_each_language_at_least_four_fifths_of_what_it_finds_in_english() throws Exception {
        String folder = System.getProperty("mimo.multilingual");
        Assumptions.assumeTrue(folder != null, "no multilingual model here");
        Map<String, String> settings = new HashMap<>(Map.of("embedding.model", String.valueOf(folder)));
        if (Boolean.getBoolean("mimo.multilingual.e5")) {
            settings.putAll(Map.of("embedding.use.query_prefix", "query: ", "embedding.use.passage_prefix",
                    "passage: "));
        }

        Map<String, Integer> first = firstHits(home, settings);

        System.out.println("first hits of 30: " + first);
        assertThat(first.values()).allMatch(count -> count >= 0.8 * Objects.requireNonNull(first.get("en")));
    }

    private static Map<String, Integer> firstHits(Path home, Map<String, String> settings) throws Exception {
        TranslatedPairs all = TranslatedPairs.read();
        Map<String, Integer> first = new HashMap<>();
        try (TestMimo mimo = TestMimo.with(home, settings)) {
            for (int i = 0; i < TranslatedPairs.LANGUAGES.size(); i++) {
                String language = TranslatedPairs.LANGUAGES.get(i);
                first.put(language, firstHits(mimo, language, all.byLanguage().get(i)));
            }
        }
        return first;
    }

    private static int firstHits(TestMimo mimo, String language, List<Pair> pairs) {
        ObjectNode batch = Json.object().put("namespace", language).put("wait", "indexed");
        ArrayNode memories = batch.putArray("memories");
        pairs.forEach(pair -> memories.addObject().put("content", pair.memory()));
        ObjectNode stored = mimo.call(MemoryOperations::rememberAll, batch);
        assertThat(stored.path("indexed").asBoolean(false)).as(stored.toString()).isTrue();
        List<String> missed = new ArrayList<>();
        for (Pair pair : pairs) {
            ObjectNode answer = mimo.call(MemoryOperations::recall,
                    Json.object().put("namespace", language).put("query", pair.question()).put("limit", 1));
            if (!answer.path("memories").path(0).path("content").asString("").equals(pair.memory())) {
                missed.add(pair.question());
            }
        }
        return pairs.size() - missed.size();
    }

    /// Of its meaning, and of what all texts have in common, as models have it.
    private static float[] vector(@Nullable Integer meaning, String text) {
        float[] vector = new float[DIMENSION];
        vector[DIMENSION - 1] = 0.5f;
        vector[meaning == null ? 30 + Math.floorMod(text.hashCode(), 9) : meaning] = 0.7f;
        return vector;
    }
}
