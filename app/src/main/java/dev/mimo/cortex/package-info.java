/// Questions and conversations: what is recalled for them, what of them is remembered, and who words the answer.
@NullMarked
package dev.mimo.cortex;

import org.jspecify.annotations.NullMarked;
