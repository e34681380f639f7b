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
/// @param pending how many memories of the namespace have no vectors yet, and were searched by words alone
/// @param waited how long it waited for vectors of memories that had been written a moment ago
/// @param nearMisses the best that did not make it, when an explanation was asked for
public record Recalled(List<Hit> hits, int tokens, boolean truncated, int nextOffset, List<String> degraded,
        int pending, Duration waited, List<Hit> nearMisses) {
    /// @param score 0..1
    /// @param passageAt where the content begins in the memory's text, in characters, when it is a passage of it
    public record Hit(Memory memory, double score, Why why, @Nullable Integer passageAt) {
        /// The same, shown by the passage that matches, when its text has more than so many tokens.
        Hit within(int tokensMax) {
            String content = memory.details().content();
            if (TokenEstimate.of(content) <= tokensMax) {
                return this;
            }
            int begin = MatchingPassage.begin(content, why.matchedWords(), tokensMax);
            String passage = content.substring(begin, TokenEstimate.end(content, begin, tokensMax));
            return new Hit(memory.withContent(passage), score, why, begin);
        }
    }
}
