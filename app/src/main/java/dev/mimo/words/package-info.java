/// Text to search terms (segmentation, stemming, stop words) and BM25 over an inverted index in memory.
/// Knows nothing of memories.
@NullMarked
package dev.mimo.words;

import org.jspecify.annotations.NullMarked;
