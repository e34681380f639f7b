/// What the memory can be asked, as operations, and how its room is opened. Each request and answer is a record with
/// its shape beside it, in `MemoryRequests` and `MemoryAnswers`. `MemoryHandlers` turns requests into the memory's own
/// methods and back, and does nothing else.
@NullMarked
package dev.mimo.memory.operation;

import org.jspecify.annotations.NullMarked;
