package dev.mimo.cortex;

import java.time.Duration;

/// How conversations at the model doors use the memory.
///
/// @param recallDeadline how long a language model's answer may be held up by recalling; past it the call goes on
///     without memory, and the answer says so
/// @param memoryTokens about how many tokens of memories go into a conversation, 1 to 100000
/// @param memoriesMax at most so many of them, 1 to 200
/// @param rememberTimeout how long an answer waits for what was said to be remembered
public record ConversationSettings(Duration recallDeadline, int memoryTokens, int memoriesMax,
        Duration rememberTimeout) {
    private static final int TOKENS_MAX = 100_000;
    private static final int MEMORIES_MAX = 200;

    public ConversationSettings {
        if (recallDeadline.isNegative() || !rememberTimeout.isPositive() || memoryTokens < 1
                || memoryTokens > TOKENS_MAX || memoriesMax < 1 || memoriesMax > MEMORIES_MAX) {
            throw new IllegalArgumentException("times are zero or more, memory_tokens is 1 to " + TOKENS_MAX
                    + ", memories_max 1 to " + MEMORIES_MAX);
        }
    }

    public static ConversationSettings defaults() {
        return new ConversationSettings(Duration.ofMillis(50), 1_500, 8, Duration.ofSeconds(2));
    }
}
