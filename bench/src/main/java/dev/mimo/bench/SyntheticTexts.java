package dev.mimo.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Sentences nobody ever said, with what matters for the cost of a search kept as in English: a word of rank r is
/// used about 1/r times as often as the first (Zipf), the first hundred are the small words of English, and turns
/// are of some twenty words. The same seed gives the same texts.
final class SyntheticTexts {
    private static final int WORDS = 30_000;
    private static final int WORDS_LEAST = 6;
    private static final int WORDS_SPREAD = 24;
    private static final int ASKED_WORDS = 4;
    private static final List<String> SMALL = List.of("""
            the to and of i a in is it you that was for my on with we this have but are so they at just like be what
            your all me or had do not he from an out up about she there if when as good can time one know her would
            get really how been some them which had than were who his us more will no go think could see make well
            now their by very then also did too got over going into much because back work here our only day thanks
            love feel great new way want people""".split("\\s+"));
    private static final String[] ONSETS = {"b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j",
            "l", "m", "n", "p", "pl", "qu", "r", "s", "sh", "sp", "st", "t", "th", "tr", "v", "w"};
    private static final String[] VOWELS = {"a", "e", "i", "o", "u", "ai", "ea", "oo", "ou"};
    private static final String[] ENDS = {"", "", "", "l", "n", "nd", "r", "rt", "m", "ck", "st", "t"};

    private final Random random;
    private final String[] vocabulary = new String[WORDS];
    private final double[] cumulated = new double[WORDS];

    SyntheticTexts(long seed) {
        // the words of a language do not depend on what is said in it
        Random ofWords = new Random(WORDS);
        double sum = 0;
        for (int rank = 0; rank < WORDS; rank++) {
            vocabulary[rank] = rank < SMALL.size() ? SMALL.get(rank) : word(ofWords);
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
        return "What did " + speaker + " say about the " + asked.get(0) + " " + asked.get(1) + " and the "
                + asked.get(2) + " " + asked.get(3) + "?";
    }

    private String next() {
        int at = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[WORDS - 1]);
        return vocabulary[Math.min(at < 0 ? -at - 1 : at, WORDS - 1)];
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        int syllables = 1 + random.nextInt(2) + random.nextInt(2);
        for (int i = 0; i < syllables; i++) {
            word.append(ONSETS[random.nextInt(ONSETS.length)]).append(VOWELS[random.nextInt(VOWELS.length)]);
        }
        return word.append(ENDS[random.nextInt(ENDS.length)]).toString();
    }
}
