package dev.mimo.index;

import dev.mimo.terms.MemoryId;
import dev.mimo.vector.QuantizedVector;
import dev.mimo.words.TermFrequencies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One version of a memory, as the store hands it to the index; handed over again when it changes.
///
/// @param row names the version in the store; greater for later versions
/// @param knownFrom when it became current, in microseconds since the epoch
/// @param knownTo when it stopped being current, `Long.MAX_VALUE` while it is
/// @param occurredAt when it happened, in microseconds since the epoch
/// @param occurredOffset of what was said of that, in minutes east of UTC
/// @param asks whether its text asks something
/// @param read whether the model was given it: it has vectors then, unless the model cannot read it
/// @param vectors one per passage, empty while it has none
public record IndexEntry(long row, MemoryId id, @Nullable String session, @Nullable String speaker, String category,
        List<String> tags, double importance, long occurredAt, int occurredOffset, long knownFrom, long knownTo,
        TermFrequencies terms,
        boolean asks, boolean read, List<QuantizedVector> vectors) {}
