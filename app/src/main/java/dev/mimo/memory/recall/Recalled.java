package dev.mimo.memory.recall;

import dev.mimo.memory.Memory;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to a question.
///
/// @param hits best first
/// @param tokens estimated tokens of the hits' contents
/// @param truncated whether the token budget left something out, of the first memory's text too
/// @param nextOffset rank at which the next page begins, 0 when there is none
/// @param degraded legs that could not be used: `meaning` while the model is missing
/// @param remedy why a leg could not be used, and what helps; absent when all could
/// @param pending how many memories of the namespace have no vectors yet, and were searched by words alone
/// @param waited how long it waited for vectors of memories that had been written a moment ago
/// @param weak how many more there would have been on this page if weak ones counted
/// @param nearMisses the best that did not make it, when an explanation was asked for
public record Recalled(List<Hit> hits, int tokens, boolean truncated, int nextOffset, List<String> degraded,
        @Nullable String remedy, int pending, Duration waited, int weak, List<Hit> nearMisses) {
    /// @param score 0..1
    /// @param passageAt where the content begins in the memory's text, in characters, when it is a passage of it
    /// @param nextOffset where the text goes on behind that passage; absent when it ends with it
    public record Hit(Memory memory, double score, Why why, @Nullable Integer passageAt,
            @Nullable Integer nextOffset) {
        /// The same, shown by the passage that matches, when its text has more than so many tokens.
        Hit within(int tokensMax) {
            String content = memory.details().content();
            if (TokenEstimate.of(content) <= tokensMax) {
                return this;
            }
            MatchingPassage passage = MatchingPassage.of(content, why.matchedWords(), tokensMax);
            return new Hit(memory.withContent(content.substring(passage.begin(), passage.end())), score, why,
                    passage.begin(), passage.end() < content.length() ? passage.end() : null);
        }
    }
}
