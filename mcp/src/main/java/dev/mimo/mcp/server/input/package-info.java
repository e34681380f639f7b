/// What a server asks of the client that called it: what the client can answer, and the two ways in which questions and
/// answers travel. In the stateful era a question is a request of ours that waits for its answer; in the
/// stateless one the call unwinds, and `RequestStateCipher` lets the client carry what was answered so far.
@NullMarked
package dev.mimo.mcp.server.input;

import org.jspecify.annotations.NullMarked;
