package dev.mimo.models;

import dev.mimo.models.EmbeddingModel.Embedding;
import dev.mimo.models.EmbeddingModel.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class OnnxEmbeddingModelTest {
    private final OnnxEmbeddingModel model = TestModels.model();

    @Test
    void the_answer_is_closer_to_the_question_than_anything_unrelated() {
        float[] question = model.query("Where does Anna live now?").vector();
        float[] answer = model.passage("Anna moved into a flat in Berlin last spring.").vector();
        List<String> unrelated = List.of("The recipe needs two eggs and a cup of flour.",
                "Our deployment failed because the disk was full.", "Tom plays the guitar in a band on Fridays.");

        for (String other : unrelated) {
            assertThat(dot(question, answer)).as(other).isGreaterThan(dot(question, model.passage(other).vector()));
        }
    }

    @Test
    void a_paraphrase_is_closer_than_shared_words() {
        float[] text = model.passage("The physician cured my illness.").vector();
        float[] paraphrase = model.passage("A doctor made me healthy again.").vector();
        float[] sharedWords = model.passage("My cured ham is in the kitchen.").vector();

        assertThat(dot(text, paraphrase)).isGreaterThan(dot(text, sharedWords));
    }

    @Test
    void all_vectors_have_unit_length_and_there_is_one_for_each_token() {
        Embedding embedding = model.passage("Anna moved to Berlin.");

        assertThat(model.dimension()).isEqualTo(384);
        assertThat(embedding.vector()).hasSize(384);
        assertThat(dot(embedding.vector(), embedding.vector())).isCloseTo(1, within(1e-5));
        assertThat(embedding.tokens()).extracting(Token::text).containsExactly("anna", "moved", "to", "berlin");
        for (Token token : embedding.tokens()) {
            assertThat(dot(token.vector(), token.vector())).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void the_same_text_has_the_same_bits_on_any_thread_whatever_else_runs() throws Exception {
        List<String> texts = List.of("short", "Anna moved to Berlin.", "word ".repeat(60), "😀 naïve 中文");
        List<Embedding> expected = texts.stream().map(model::passage).toList();
        List<Callable<Embedding>> calls = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            String text = texts.get(i % texts.size());
            calls.add(() -> model.passage(text));
        }

        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<Embedding>> results = threads.invokeAll(calls);

            for (int i = 0; i < results.size(); i++) {
                Embedding embedding = results.get(i).get();
                assertThat(embedding.vector()).containsExactly(expected.get(i % texts.size()).vector());
                assertThat(embedding.tokens()).usingRecursiveComparison()
                        .isEqualTo(expected.get(i % texts.size()).tokens());
            }
        }
    }

    @Test
    void a_text_past_the_window_is_cut_and_any_text_has_a_vector() {
        // [CLS] passage : … [SEP]
        assertThat(model.passage("memory ".repeat(2000)).tokens()).hasSize(512 - 4);
        for (String odd : List.of("", " ", "\u0000", "\ud800", "\u200d", "[SEP]")) {
            assertThat(dot(model.passage(odd).vector(), model.passage(odd).vector())).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void questions_and_passages_are_told_apart() {
        assertThat(model.query("Berlin").vector()).isNotEqualTo(model.passage("Berlin").vector());
    }

    @Test
    void a_closed_model_says_so_and_calls_under_way_end_well() throws Exception {
        OnnxEmbeddingModel own = OnnxEmbeddingModel.open(TestModels.spec(), TestModels.DIST);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(threads.submit(() -> {
                    int done = 0;
                    try {
                        while (true) {
                            own.passage("Anna moved to Berlin.");
                            done++;
                        }
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessage("the model is closed");
                        return done;
                    }
                }));
            }
            own.passage("Anna moved to Berlin.");
            own.close();
            own.close();

            for (Future<Integer> call : calls) {
                assertThat(call.get()).isNotNegative();
            }
        }
        assertThatThrownBy(() -> own.query("Berlin")).hasMessage("the model is closed");
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
