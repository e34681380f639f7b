/// What callers can make the door hold, and for how long: bodies, answers, connections, guesses. Knows bytes,
/// connections and addresses, and nothing of routes.
@NullMarked
package dev.mimo.door.http.limit;

import org.jspecify.annotations.NullMarked;
