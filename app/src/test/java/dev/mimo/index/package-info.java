/// Tests of the index of one namespace.
@NullMarked
package dev.mimo.index;

import org.jspecify.annotations.NullMarked;
