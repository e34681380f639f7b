/// Tests of analysis and of BM25, against plain twins.
@NullMarked
package dev.mimo.words;

import org.jspecify.annotations.NullMarked;
