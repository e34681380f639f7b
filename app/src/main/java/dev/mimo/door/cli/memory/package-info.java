/// The verbs about memories. Each is a table of its options and the fields that they fill (`MemoryVerb`);
/// `OperationRunner` hands the request in, and `MemoryLines` and `ReceiptLines` print the answer.
@NullMarked
package dev.mimo.door.cli.memory;

import org.jspecify.annotations.NullMarked;
