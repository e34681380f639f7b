@NullMarked
package dev.mimo.procedures.definition;

import org.jspecify.annotations.NullMarked;
