package dev.mimo.storage.memory;

import dev.mimo.file.Sha256;
import dev.mimo.memory.Details;
import dev.mimo.memory.SearchText;
import dev.mimo.terms.MemoryId;
import dev.mimo.words.TermFrequencies;
import dev.mimo.words.TextAnalyzer;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.function.Function;

/// Prepares details for writing.
///
/// @param searchText the words by which a memory is to be found
record MemoryPreparer(TextAnalyzer analyzer, Function<Details, String> searchText) {
    /// Of the stored entries: changes with their form and with the terms in them.
    static final int VERSION = PackedEntry.FORM << 16 | SearchText.VERSION << 8 | TextAnalyzer.VERSION;

    /// What was written before it was asked whether the model can read a text.
    private static final int UNJUDGED = 1 << 16 | 1 << 8 | 1;
    /// Of a text's letters and pictures: with fewer of other scripts, any model reads it that reads Latin letters.
    private static final double FOREIGN_MIN = 0.3;

    /// Whether a version may have a vector although the model cannot read it: it is to be embedded again, then.
    static boolean isUnjudged(long entryVersion, Details details) {
        if (entryVersion != UNJUDGED) {
            return false;
        }
        long[] letters = new long[2];
        details.content().codePoints().filter(c -> Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.OTHER_SYMBOL).forEach(c -> letters[isLatin(c) ? 0 : 1]++);
        return letters[1] > FOREIGN_MIN * (letters[0] + letters[1]) || letters[0] + letters[1] == 0;
    }

    private static boolean isLatin(int c) {
        return c < 0x250 || Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
    }

    byte[] entry(MemoryId id, Details details) {
        return PackedEntry.pack(id.value(), details, terms(details).pack());
    }

    TermFrequencies terms(Details details) {
        return analyzer.analyze(searchText.apply(details));
    }

    Prepared prepare(Details details) {
        return new Prepared(details, Prepared.hash(details.content()), terms(details).pack());
    }

    /// Details with what is computed from them before a write is queued, so that the writer's thread only writes.
    ///
    /// @param hash of the text, equal for texts that differ in outer white space or Unicode form only
    /// @param terms packed
    record Prepared(Details details, byte[] hash, byte[] terms) {
        // 128 bits: a namespace would need 2^64 memories for an accident, and only its own owner could contrive one
        private static final int HASH_BYTES = 16;

        /// About how many bytes it adds to the file.
        long bytes() {
            return 500L + 3L * details.content().length() + details.metadata().length() + terms.length;
        }

        static byte[] hash(String content) {
            return Arrays.copyOf(Sha256.of(Normalizer.normalize(content.strip(), Normalizer.Form.NFC)), HASH_BYTES);
        }
    }
}
