package dev.mimo.storage.memory;

import dev.mimo.memory.Details;
import dev.mimo.words.Analyzer;
import dev.mimo.words.Terms;
import java.util.function.Function;

/// Prepares details for writing.
///
/// @param searchText the words by which a memory is to be found
record Preparation(Analyzer analyzer, Function<Details, String> searchText) {
    /// Of the stored entries: changes with their form and with the terms in them.
    static final int VERSION = PackedEntry.FORM << 16 | Analyzer.VERSION;

    Terms terms(Details details) {
        return analyzer.analyze(searchText.apply(details));
    }

    Prepared prepare(Details details) {
        return new Prepared(details, Prepared.hash(details.content()), terms(details).pack());
    }
}
