@NullMarked
package dev.mimo.storage.undo;

import org.jspecify.annotations.NullMarked;
