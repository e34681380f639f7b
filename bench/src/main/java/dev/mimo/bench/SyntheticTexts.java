package dev.mimo.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// Sentences nobody ever said, with what matters for the cost of a search kept as in English: a word of rank r is
/// used about 1/r times as often as the first (Zipf), the first hundred are the small words of English, the rest are
/// whole words of the bundled model's vocabulary, which it lists by how common they are, and turns are of some twenty
/// words. A question is of a dozen of the model's tokens, as those of the LoCoMo conversations are (11.7 on average,
/// of the first five). The same seed gives the same texts.
final class SyntheticTexts {
    private static final int WORDS_LEAST = 6;
    private static final int WORDS_SPREAD = 24;
    private static final int ASKED_WORDS = 4;
    private static final List<String> SMALL = List.of("""
            the to and of i a in is it you that was for my on with we this have but are so they at just like be what
            your all me or had do not he from an out up about she there if when as good can time one know her would
            get really how been some them which had than were who his us more will no go think could see make well
            now their by very then also did too got over going into much because back work here our only day thanks
            love feel great new way want people""".split("\\s+"));
    private static final List<String> VOCABULARY = vocabulary();

    private final Random random;
    private final double[] cumulated = new double[VOCABULARY.size()];

    SyntheticTexts(long seed) {
        double sum = 0;
        for (int rank = 0; rank < cumulated.length; rank++) {
            sum += 1.0 / (rank + 1);
            cumulated[rank] = sum;
        }
        random = new Random(seed);
    }

    /// What one speaker says in one turn.
    String turn() {
        int length = WORDS_LEAST + random.nextInt(WORDS_SPREAD);
        List<String> words = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            words.add(next());
        }
        String text = String.join(" ", words);
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + (random.nextInt(6) == 0 ? "?" : ".");
    }

    List<String> turns(int count) {
        List<String> turns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            turns.add(turn());
        }
        return turns;
    }

    /// A question about a few words as they are used, small ones left out.
    String question(String speaker) {
        List<String> asked = new ArrayList<>();
        while (asked.size() < ASKED_WORDS) {
            String word = next();
            if (!SMALL.contains(word)) {
                asked.add(word);
            }
        }
        return "What did " + speaker + " say about " + asked.get(0) + " " + asked.get(1) + " and "
                + asked.get(2) + " " + asked.get(3) + "?";
    }

    private String next() {
        int at = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        return VOCABULARY.get(Math.min(at < 0 ? -at - 1 : at, cumulated.length - 1));
    }

    private static List<String> vocabulary() {
        Path dist = Path.of(Objects.requireNonNull(System.getProperty("mimo.dist"), "start it as ./mimo bench"));
        Path tokenizer = dist.resolve("models/e5-small-v2-q/e5-small-v2-q-tokenizer.json");
        Set<String> words = new LinkedHashSet<>(SMALL);
        new JsonMapper().readTree(tokenizer).path("model").path("vocab").properties().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().asInt()))
                .map(Map.Entry::getKey).filter(word -> word.matches("[a-z]{3,}")).forEach(words::add);
        return List.copyOf(words);
    }
}
