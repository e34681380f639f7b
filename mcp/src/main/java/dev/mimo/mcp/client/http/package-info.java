/// The client's Streamable HTTP, both eras: a POST for each message, answered by JSON or by events; in the stateful era
/// also sessions, the server's own stream, and resumption of broken ones.
@NullMarked
package dev.mimo.mcp.client.http;

import org.jspecify.annotations.NullMarked;
