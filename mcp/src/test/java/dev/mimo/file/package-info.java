@NullMarked
package dev.mimo.file;

import org.jspecify.annotations.NullMarked;
