/// What one process keeps in memory to search one namespace: columns to filter by, words, and vectors.
/// A cache of what `storage` holds, caught up from its change sequence; knows no SQL.
@NullMarked
package dev.mimo.index;

import org.jspecify.annotations.NullMarked;
