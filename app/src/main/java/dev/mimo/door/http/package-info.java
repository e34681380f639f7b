/// The one listener: who may come in (`HostCheck`, `ApiKeyChecker`), how much at a time (`RateLimiter`), which handler
/// answers (`Router`), and one shape for every error (`ProblemCatalog`). Other doors mount their routes on it and see
/// an `HttpExchange`, never the server beneath. Uses the ground floor and `json`.
@NullMarked
package dev.mimo.door.http;

import org.jspecify.annotations.NullMarked;
