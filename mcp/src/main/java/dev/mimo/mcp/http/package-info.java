/// Streamable HTTP, both eras at one address, over whatever HTTP server mounts it. The server in front has checked
/// `Host`, `Origin` and the caller's key before `McpHttp` sees a request.
///
/// The id of a session holds, sealed, what is needed to make the session again: memory is given back early, and a
/// restart strands nobody. What a stream says goes through a `ReplayChannel`, which outlives its connection. Nothing is
/// stored here: `SessionStore` is the mounting program's.
@NullMarked
package dev.mimo.mcp.http;

import org.jspecify.annotations.NullMarked;
