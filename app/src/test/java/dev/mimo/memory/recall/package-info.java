@NullMarked
package dev.mimo.memory.recall;

import org.jspecify.annotations.NullMarked;
