@NullMarked
package dev.mimo.memory;

import org.jspecify.annotations.NullMarked;
