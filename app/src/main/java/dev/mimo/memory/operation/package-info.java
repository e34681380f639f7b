/// What the memory can be asked, as operations, and how its room is opened. Each request and answer is a record, whose
/// shape stands in `MemoryShapes`, `RecallShapes` or beside its operation. `MemoryHandlers` turns requests into the
/// memory's own methods and back, and does nothing else.
@NullMarked
package dev.mimo.memory.operation;

import org.jspecify.annotations.NullMarked;
