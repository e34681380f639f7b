/// Reads what servers answer into the words of `mcp.content`, `mcp.tool`, `mcp.resource`, `mcp.prompt` and `mcp.call`,
/// and writes answers to what servers ask. Lenient where servers are sloppy, strict where a guess would be needed.
@NullMarked
package dev.mimo.mcp.client.read;

import org.jspecify.annotations.NullMarked;
