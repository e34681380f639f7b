@NullMarked
package dev.mimo.storage;

import org.jspecify.annotations.NullMarked;
