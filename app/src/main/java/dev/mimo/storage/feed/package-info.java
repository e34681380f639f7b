/// News of changed memories, read from the data file that every process shares. It reads the tables of
/// `storage.memory`, over one connection of its own, and never writes.
@NullMarked
package dev.mimo.storage.feed;

import org.jspecify.annotations.NullMarked;
