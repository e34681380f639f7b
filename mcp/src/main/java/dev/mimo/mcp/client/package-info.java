/// The protocol's other side: a client of both eras over any transport. `McpClient` finds out which era a server
/// speaks, makes the connection anew when it is gone, and answers what the server asks through one set of handlers.
/// Transports are in `http` and `stdio`, the seam to them in `transport`.
@NullMarked
package dev.mimo.mcp.client;

import org.jspecify.annotations.NullMarked;
