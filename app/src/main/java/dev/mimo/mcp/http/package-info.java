/// Streamable HTTP, both eras at one address, over whatever HTTP server mounts it. The server in front has checked
/// `Host`, `Origin` and the caller's key before `McpHttp` sees a request.
@NullMarked
package dev.mimo.mcp.http;

import org.jspecify.annotations.NullMarked;
