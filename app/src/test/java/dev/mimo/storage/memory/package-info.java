@NullMarked
package dev.mimo.storage.memory;

import org.jspecify.annotations.NullMarked;
