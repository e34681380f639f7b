/// The one listener: who may come in (`HostCheck`, `Keys`), how much at a time (`Turnstile`), which handler
/// answers (`Router`), and one shape for every error (`Problems`). Other doors mount their routes on it and see
/// an `Exchange`, never the server beneath. Uses the ground floor and `json`.
@NullMarked
package dev.mimo.door.http;

import org.jspecify.annotations.NullMarked;
