/// Episodic memory in SQLite: a `*Table` class for each table with its SQL, the writes made of them, and the search
/// indexes kept caught up with the change sequence. Every statement names the namespace.
@NullMarked
package dev.mimo.storage.memory;

import org.jspecify.annotations.NullMarked;
