/// SQLite: one file that is the truth, one writer with group commit, a few readers, forward-only migrations, and
/// one `*Table` class per table. Implements the stores that other rooms own; no SQL lives elsewhere.
@NullMarked
package dev.mimo.storage;

import org.jspecify.annotations.NullMarked;
