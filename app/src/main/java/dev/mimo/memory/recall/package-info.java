/// From a question to ranked memories: what is asked of the store, and the one place where a score is made.
@NullMarked
package dev.mimo.memory.recall;

import org.jspecify.annotations.NullMarked;
