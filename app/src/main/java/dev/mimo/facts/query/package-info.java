/// Questions about facts: clauses joined, walks and ways through the graph. Everything is bounded, and each thing is
/// visited once.
@NullMarked
package dev.mimo.facts.query;

import org.jspecify.annotations.NullMarked;
