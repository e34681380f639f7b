/// The server's side of the protocol, whatever carries the messages. A transport gives each request to
/// `McpServer.begin` in the order of arrival and runs the exchange it gets on a thread of its own.
@NullMarked
package dev.mimo.mcp.server;

import org.jspecify.annotations.NullMarked;
