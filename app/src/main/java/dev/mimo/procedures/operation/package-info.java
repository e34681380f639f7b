/// What procedures can be asked: each operation as a value, and who answers it.
@NullMarked
package dev.mimo.procedures.operation;

import org.jspecify.annotations.NullMarked;
