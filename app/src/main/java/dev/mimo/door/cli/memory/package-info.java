/// The verbs about memories. Each is its options and the request they make; `MemoryDesk` hands the request in, and
/// `MemoryLines` and `ReceiptLines` print the answer.
@NullMarked
package dev.mimo.door.cli.memory;

import org.jspecify.annotations.NullMarked;
