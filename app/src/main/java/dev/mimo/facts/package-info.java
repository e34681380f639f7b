/// Exact knowledge: facts as triples, with how sure they are, where they come from, and both lines of time. Owns
/// `FactStore`; rules and reasoning over numbers are in `reason`, questions in `query`, what can be asked in
/// `operation`.
@NullMarked
package dev.mimo.facts;

import org.jspecify.annotations.NullMarked;
