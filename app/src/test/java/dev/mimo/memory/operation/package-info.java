@NullMarked
package dev.mimo.memory.operation;

import org.jspecify.annotations.NullMarked;
