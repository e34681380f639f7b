package dev.mimo.storage.memory;

import dev.mimo.file.Sha256;
import dev.mimo.memory.Details;
import dev.mimo.memory.SearchText;
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
