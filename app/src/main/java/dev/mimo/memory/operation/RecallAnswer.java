package dev.mimo.memory.operation;

import dev.mimo.memory.Memory;
import dev.mimo.memory.recall.Why;
import dev.mimo.terms.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to a question.
///
/// @param memories best first
/// @param tokens estimated tokens of the contents
/// @param truncated whether the budget left something out
/// @param nextCursor where the next page begins; absent on the last
/// @param degraded legs that could not be used: `meaning`
/// @param pending how many memories of the namespace could be searched by words alone; absent for none
/// @param nearMisses the best that did not make it; absent unless an explanation was asked for
public record RecallAnswer(List<Found> memories, int tokens, boolean truncated, @Nullable Cursor nextCursor,
        List<String> degraded, @Nullable Integer pending, @Nullable List<Found> nearMisses) {
    /// @param score 0..1
    /// @param why absent unless it was asked for
    /// @param passageAt where the content begins in the memory's text, when it is a passage of it
    public record Found(Memory memory, double score, @Nullable Why why, @Nullable Integer passageAt) {}
}
