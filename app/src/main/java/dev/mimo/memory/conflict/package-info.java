/// Whether two texts say different things of the same: by their words alone, since a changed number or a negation
/// leaves vectors as near as a paraphrase does.
@NullMarked
package dev.mimo.memory.conflict;

import org.jspecify.annotations.NullMarked;
