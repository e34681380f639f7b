/// Text as other people and programs write it: lines of any length, times of any form, Markdown and what stands above
/// it. Knows no memories.
@NullMarked
package dev.mimo.memory.transfer.text;

import org.jspecify.annotations.NullMarked;
