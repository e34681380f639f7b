/// How skills run: which programs of theirs are up, who uses them, when they are started, replaced and stopped.
@NullMarked
package dev.mimo.skills.run;

import org.jspecify.annotations.NullMarked;
