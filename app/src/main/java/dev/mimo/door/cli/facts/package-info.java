/// The verbs about facts: what is typed, as requests; and answers for people.
@NullMarked
package dev.mimo.door.cli.facts;

import org.jspecify.annotations.NullMarked;
