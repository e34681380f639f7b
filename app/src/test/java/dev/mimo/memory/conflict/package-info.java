@NullMarked
package dev.mimo.memory.conflict;

import org.jspecify.annotations.NullMarked;
