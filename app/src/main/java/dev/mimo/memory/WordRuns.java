package dev.mimo.memory;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/// A text as the hashes of its runs of five words, whatever their case, punctuation and spacing.
final class WordRuns {
    static final int LENGTH = 5;

    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private WordRuns() {}

    /// One for each word that begins a run, in their order; none when the text has fewer words than a run.
    static long[] of(String text) {
        long[] words = words(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
        long[] runs = new long[Math.max(0, words.length - LENGTH + 1)];
        for (int at = 0; at < runs.length; at++) {
            for (int i = at; i < at + LENGTH; i++) {
                runs[at] = mixed(runs[at] + words[i]);
            }
        }
        return runs;
    }

    private static long[] words(String plain) {
        long[] words = new long[plain.length() / 2 + 1];
        int count = 0;
        boolean within = false;
        for (int i = 0; i < plain.length();) {
            int c = plain.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isLetter(c) || Character.isDigit(c)) {
                count += within ? 0 : 1;
                words[count - 1] = mixed(words[count - 1] + c);
                within = true;
            } else {
                within = false;
            }
        }
        return Arrays.copyOf(words, count);
    }

    private static long mixed(long sum) {
        long product = sum * FACTOR;
        return product ^ product >>> 32;
    }
}
