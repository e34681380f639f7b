@NullMarked
package dev.mimo.memory.transfer.export;

import org.jspecify.annotations.NullMarked;
