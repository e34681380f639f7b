package dev.mimo.memory.recall;

import dev.mimo.memory.Memory;
import java.util.List;

/// The answer to a question.
///
/// @param hits best first
/// @param tokens estimated tokens of the hits' contents
/// @param truncated whether the token budget left something out
/// @param nextOffset rank at which the next page begins, 0 when there is none
/// @param degraded legs that could not be used: `meaning` while the model is missing
/// @param pending how many memories of the namespace have no vectors yet, and were searched by words alone
/// @param nearMisses the best that did not make it, when an explanation was asked for
public record Recalled(List<Hit> hits, int tokens, boolean truncated, int nextOffset, List<String> degraded,
        int pending, List<Hit> nearMisses) {
    /// @param score 0..1
    public record Hit(Memory memory, double score, Why why) {}
}
