/// What files of memories look like: Mimo's own export, and those of others. Readers turn a file into memories one at a
/// time and never hold it as a whole; what is in a file is data of strangers. Knows no store.
@NullMarked
package dev.mimo.memory.transfer.format;

import org.jspecify.annotations.NullMarked;
