@NullMarked
package dev.mimo;

import org.jspecify.annotations.NullMarked;
