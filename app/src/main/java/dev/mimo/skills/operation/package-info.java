/// What skills and their tools can be asked: each operation as a value, and who answers it.
@NullMarked
package dev.mimo.skills.operation;

import org.jspecify.annotations.NullMarked;
