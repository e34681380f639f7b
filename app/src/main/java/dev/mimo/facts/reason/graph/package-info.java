/// Statements in columns of numbers, without an object for each: found whole, and walked from either end.
@NullMarked
package dev.mimo.facts.reason.graph;

import org.jspecify.annotations.NullMarked;
