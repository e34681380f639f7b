package dev.mimo.memory;

import org.jspecify.annotations.Nullable;

/// What is asked of the store: both legs of one search.
///
/// @param words the question as text; the store drops question words and stems as it did when indexing
/// @param meaning the question's unit vector; absent when the model is not available
/// @param modelId of the vector, and of the vectors it may be compared with
/// @param filter applied inside both searches, before any cut
/// @param depth how many of each leg's best to return, before their neighbours join them
public record Probe(String words, float @Nullable [] meaning, String modelId, Filter filter, int depth) {}
