/// Episodic memory: remembering, recalling, correcting and forgetting. Owns `MemoryStore`, which `storage`
/// implements, and knows neither SQL nor any wire.
@NullMarked
package dev.mimo.memory;

import org.jspecify.annotations.NullMarked;
