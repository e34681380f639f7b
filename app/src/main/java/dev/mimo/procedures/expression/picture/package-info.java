/// Pictures: how the language is told to write numbers and times, and to read them.
@NullMarked
package dev.mimo.procedures.expression.picture;

import org.jspecify.annotations.NullMarked;
