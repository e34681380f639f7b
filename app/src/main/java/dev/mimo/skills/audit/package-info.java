/// Who called which tool of which skill, when, and how it ended: a log that is only added to.
@NullMarked
package dev.mimo.skills.audit;

import org.jspecify.annotations.NullMarked;
