@NullMarked
package dev.mimo.memory.transfer;

import org.jspecify.annotations.NullMarked;
