/// What stands between a conversation and the memory: what is recalled for it, and what of it is remembered.
@NullMarked
package dev.mimo.cortex;

import org.jspecify.annotations.NullMarked;
