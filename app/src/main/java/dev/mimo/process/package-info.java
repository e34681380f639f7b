/// Child processes as whole trees: each is started in a session of its own, measured, and ended with everything that it
/// has started itself, also when this process dies without a word. Knows nothing of what the children are for.
@NullMarked
package dev.mimo.process;

import org.jspecify.annotations.NullMarked;
