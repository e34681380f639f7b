/// The JSON shapes of the memory calls, the same at every door: requests become commands, answers become JSON.
@NullMarked
package dev.mimo.memory.wire;

import org.jspecify.annotations.NullMarked;
