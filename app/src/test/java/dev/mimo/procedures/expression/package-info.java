@NullMarked
package dev.mimo.procedures.expression;

import org.jspecify.annotations.NullMarked;
