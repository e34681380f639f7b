/// What of other people's servers is trusted: the tools that were there when each was first seen, what has changed
/// since, and what looks as if it spoke to the model instead of for it.
@NullMarked
package dev.mimo.skills.trust;

import org.jspecify.annotations.NullMarked;
