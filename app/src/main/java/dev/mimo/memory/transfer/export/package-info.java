/// What Mimo's own export says: whole memories with their history, as lines of JSON. What is read is of strangers, and
/// refused with every problem named.
@NullMarked
package dev.mimo.memory.transfer.export;

import org.jspecify.annotations.NullMarked;
