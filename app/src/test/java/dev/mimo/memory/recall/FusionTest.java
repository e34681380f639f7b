package dev.mimo.memory.recall;

import dev.mimo.memory.Access;
import dev.mimo.memory.Candidate;
import dev.mimo.memory.recall.Fusion.Query;
import dev.mimo.memory.recall.Fusion.Scored;
import dev.mimo.memory.recall.Why.Part;
import dev.mimo.models.CosineRange;
import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import dev.mimo.terms.MemoryId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FusionTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final OffsetDateTime MAY = OffsetDateTime.parse("2023-05-08T12:00:00Z");

    private static Candidate candidate(String id, double words, double meaning) {
        return new Candidate(id.hashCode(), new MemoryId(id), null, null, MAY, 0.5, words, words, meaning, false,
                List.of(), -1, -1);
    }

    private static Candidate turn(String id, String session, @Nullable String speaker, double meaning, boolean asks,
            int[] neighbours) {
        return new Candidate(id.hashCode(), new MemoryId(id), session, speaker, MAY, 0.5, 0, 0, meaning, asks,
                List.of(), neighbours[0], neighbours[1]);
    }

    private static Query query(String text, Weights weights) {
        return new Query(text, 0, weights, CosineRange.USUAL, NOW, Map.of());
    }

    private static List<Scored> rank(String text, List<Candidate> candidates) {
        return Fusion.rank(query(text, Weights.DEFAULTS), candidates, Map.of());
    }

    private static List<String> ids(List<Scored> ranked) {
        return ranked.stream().map(scored -> scored.candidate().id().value()).toList();
    }

    @Test
    void a_perfect_match_scores_1_with_circumstances_or_without() {
        Scored note = rank("tea?", List.of(candidate("a", 20, 0.95))).getFirst();
        Scored turn = rank("tea?", List.of(turn("q", "s", "Ana", 0.95, true, new int[]{-1, 1}),
                turn("a", "s", "Ben", 0.95, false, new int[]{0, -1}))).getFirst();

        assertThat(note.score()).isCloseTo(1, within(1e-9));
        assertThat(turn.why().parts()).extracting(Part::signal)
                .containsExactly("words", "meaning", "neighbour", "answer", "session");
    }

    @Test
    void what_does_not_apply_is_neither_in_the_sum_nor_in_the_explanation() {
        List<Candidate> notes = List.of(candidate("a", 20, 0.95), candidate("b", 5, 0.8));
        List<Candidate> alone = List.of(turn("only", "s", null, 0.9, false, new int[]{-1, -1}));
        List<Candidate> turns = List.of(turn("ana", "s", "Ana", 0.9, false, new int[]{-1, -1}));

        assertThat(signals(rank("tea?", notes))).containsExactly("words", "meaning");
        assertThat(signals(rank("What did Zoe drink in June 2024?", notes)))
                .as("nobody of that name, nothing of that month").containsExactly("words", "meaning");
        assertThat(signals(rank("tea?", alone))).as("a session of one").containsExactly("words", "meaning");
        assertThat(signals(rank("What did Ana drink in May 2023?", turns)))
                .containsExactly("words", "meaning", "speaker", "time");
        assertThat(signals(rank("tea?", List.of(candidate("new", 3, Double.NaN))))).containsExactly("words");
    }

    private static List<String> signals(List<Scored> ranked) {
        return ranked.getFirst().why().parts().stream().map(Part::signal).toList();
    }

    @Test
    void a_match_of_few_of_the_questions_words_is_no_full_match_however_few_others_match() {
        List<Candidate> weak = List.of(candidate("a", 3, Double.NaN));
        Query telling = new Query("x", 20, Weights.DEFAULTS, CosineRange.USUAL, NOW, Map.of());

        assertThat(Fusion.rank(telling, weak, Map.of()).getFirst().score()).isCloseTo(0.3, within(1e-9));
        assertThat(Fusion.rank(query("x", Weights.DEFAULTS), weak, Map.of()).getFirst().score())
                .as("where nothing is known of them").isCloseTo(1, within(1e-9));
    }

    @Test
    void a_memory_without_a_vector_is_scored_by_its_words() {
        assertThat(ids(rank("tea", List.of(candidate("none", 1, Double.NaN), candidate("words", 12, Double.NaN)))))
                .containsExactly("words", "none");
    }

    @Test
    void a_memory_without_a_vector_says_so() {
        List<Scored> ranked = rank("tea", List.of(candidate("new", 1, Double.NaN), candidate("old", 1, 0.8)));

        assertThat(ranked).extracting(scored -> scored.candidate().id().value() + " " + scored.why().vector())
                .containsExactlyInAnyOrder("new PENDING", "old COMPARED");
    }

    @Test
    void the_answer_to_a_question_rises_over_a_turn_that_merely_follows() {
        List<Candidate> candidates = List.of(
                turn("q", "s1", "Ana", 0.86, true, new int[]{-1, 1}),
                turn("answer", "s1", "Ben", 0.75, false, new int[]{0, -1}),
                turn("p", "s2", "Ana", 0.86, false, new int[]{-1, 3}),
                turn("follows", "s2", "Ben", 0.75, false, new int[]{2, -1}));

        List<String> ranked = ids(rank("what color is it", candidates));

        assertThat(ranked.indexOf("answer")).isLessThan(ranked.indexOf("follows"));
    }

    @Test
    void a_name_with_marks_is_one_word() {
        assertThat(new Cues("मोती ने क्या कहा?").names("मोती")).isTrue();
        assertThat(new Cues("मेरी बात").names("मोती")).isFalse();
    }

    @Test
    void naming_the_speaker_and_the_month_counts() {
        List<Candidate> candidates = List.of(
                turn("ben", "s1", "Ben Stone", 0.8, false, new int[]{-1, -1}),
                turn("ana", "s2", "Ana", 0.8, false, new int[]{-1, -1}));

        assertThat(ids(rank("What did Ana's brother say?", candidates))).containsExactly("ana", "ben");
        assertThat(ids(rank("What did ben say?", candidates))).containsExactly("ben", "ana");
        assertThat(rank("in May 2023", candidates).getFirst().score())
                .isGreaterThan(rank("in May 2024", candidates).getFirst().score());
    }

    @Test
    void late_interaction_settles_the_order_of_the_best() {
        Candidate a = candidate("a", 0, 0.85);
        Candidate b = candidate("b", 0, 0.84);

        List<Scored> ranked = Fusion.rank(query("x", Weights.DEFAULTS), List.of(a, b),
                Map.of(a.row(), 0.35, b.row(), 0.7));

        assertThat(ids(ranked)).containsExactly("b", "a");
    }

    @Test
    void importance_recency_and_access_count_when_a_caller_says_so() {
        Candidate dull = candidate("dull", 0, 0.8);
        Candidate important = new Candidate(2, new MemoryId("important"), null, null, MAY, 1.0, 0, 0, 0.79, false,
                List.of(), -1, -1);
        Candidate recent = new Candidate(3, new MemoryId("recent"), null, null, NOW.atOffset(ZoneOffset.UTC), 0.5, 0, 0,
                0.79, false,
                List.of(), -1, -1);
        Weights importance = new Weights(0.35, 0.65, 1, 1, 0, 0);
        Weights recency = new Weights(0.35, 0.65, 1, 0, 1, 0);
        Weights access = new Weights(0.35, 0.65, 1, 0, 0, 1);
        Map<MemoryId, Access> accesses = Map.of(recent.id(), new Access(9, NOW, 0));

        assertThat(ids(rank("x", List.of(dull, important, recent)))).startsWith("dull");
        assertThat(ids(Fusion.rank(query("x", importance), List.of(dull, important), Map.of())))
                .startsWith("important");
        assertThat(ids(Fusion.rank(query("the latest x", recency), List.of(dull, recent), Map.of())))
                .startsWith("recent");
        assertThat(ids(Fusion.rank(query("x", recency), List.of(dull, recent), Map.of())))
                .as("recency is for questions that speak of time").startsWith("dull");
        assertThat(ids(Fusion.rank(new Query("x", 0, access, CosineRange.USUAL, NOW, accesses),
                List.of(dull, recent), Map.of())))
                .startsWith("recent");
    }

    @Property(tries = 300)
    void every_score_is_within_0_and_1_and_the_sum_of_its_parts(@ForAll("lists") List<Candidate> candidates,
            @ForAll("weights") Weights weights) {
        for (Scored scored : Fusion.rank(query("What did Ana say in May?", weights), candidates, Map.of())) {
            double sum = scored.why().parts().stream().mapToDouble(Why.Part::added).sum();

            assertThat(scored.score()).isBetween(0.0, 1.0).isCloseTo(sum, within(1e-9));
        }
    }

    @Property(tries = 200)
    void more_meaning_never_ranks_a_memory_lower(@ForAll("lists") List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return;
        }
        Candidate first = candidates.getFirst();
        List<Candidate> better = new ArrayList<>(candidates);
        better.set(0, new Candidate(first.row(), first.id(), first.session(), first.speaker(), first.occurredAt(),
                first.importance(), first.words(), first.wordsAround(), 0.95, first.asks(), first.matched(),
                first.previous(), first.next()));

        assertThat(scoreOf(first, rank("x", better))).isGreaterThanOrEqualTo(scoreOf(first, rank("x", candidates)));
    }

    private static double scoreOf(Candidate candidate, List<Scored> ranked) {
        return ranked.stream().filter(scored -> scored.candidate().id().equals(candidate.id())).findFirst()
                .orElseThrow().score();
    }

    @Provide
    Arbitrary<List<Candidate>> lists() {
        Arbitrary<Double> words = Arbitraries.doubles(0, 40);
        Arbitrary<Double> meaning = Arbitraries.doubles(0.5, 1);
        Arbitrary<String> sessions = Arbitraries.of("s1", "s2");
        Arbitrary<Candidate> candidate = choices -> new Candidate(0, new MemoryId("x"), sessions.draw(choices), "Ana",
                MAY, 0.5, words.draw(choices), words.draw(choices), meaning.draw(choices),
                Arbitraries.booleans().draw(choices), List.of(), -1, -1);
        return candidate.list().ofMaxSize(12).map(FusionTest::chained);
    }

    /// Gives each its own id and makes neighbours of those that follow each other in a session.
    private static List<Candidate> chained(List<Candidate> raw) {
        List<Candidate> chained = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            Candidate each = raw.get(i);
            boolean follows = i > 0 && Objects.equals(raw.get(i - 1).session(), each.session());
            boolean leads = i + 1 < raw.size() && Objects.equals(raw.get(i + 1).session(), each.session());
            chained.add(new Candidate(i, new MemoryId("m" + i), each.session(), each.speaker(), each.occurredAt(),
                    each.importance(), each.words(), each.wordsAround(), each.meaning(), each.asks(), List.of(),
                    follows ? i - 1 : -1, leads ? i + 1 : -1));
        }
        return chained;
    }

    @Provide
    Arbitrary<Weights> weights() {
        Arbitrary<Double> weight = Arbitraries.doubles(0, 10);
        Arbitrary<Double> some = Arbitraries.doubles(0.01, 10);
        return choices -> new Weights(some.draw(choices), weight.draw(choices), weight.draw(choices),
                weight.draw(choices), weight.draw(choices), weight.draw(choices));
    }
}
