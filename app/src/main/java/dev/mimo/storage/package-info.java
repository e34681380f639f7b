/// SQLite: one file that is the truth, one writer with group commit, a few readers, forward-only migrations.
/// This package is the engine and knows no table; `memory` holds the tables and the store of episodic memory,
/// one `*Table` class per table; `undo` the handles that reverse what any of them writes. No SQL lives in another
/// room.
@NullMarked
package dev.mimo.storage;

import org.jspecify.annotations.NullMarked;
