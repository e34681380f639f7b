package dev.mimo.memory.operation;

import dev.mimo.memory.Filter;
import dev.mimo.memory.recall.Effort;
import dev.mimo.memory.recall.Weights;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.Namespace;
import org.jspecify.annotations.Nullable;

/// A question.
///
/// @param maxTokens budget of the answer, in estimated tokens of the contents
/// @param minScore 0..1; what scores less is left out
/// @param cursor where the page begins; absent for the first
public record RecallRequest(Namespace namespace, String query, Filter filter, int limit, int maxTokens, double minScore,
        Effort effort, Weights weights, boolean explain, @Nullable Cursor cursor) {}
