/// What follows from what is believed: rules as data, answers by backward chaining, consequences kept up to date by
/// forward chaining, and the proof of each. All in numbers of a dictionary that the caller has; this package knows no
/// storage, no JSON and no other room. How it is done, and why so, is in `docs/facts-reasoning.md` and ADR 20.
@NullMarked
package dev.mimo.facts.reason;

import org.jspecify.annotations.NullMarked;
