@NullMarked
package dev.mimo.memory.transfer.format;

import org.jspecify.annotations.NullMarked;
