/// The verbs that look at MCP servers, ours or anyone's, as a client would.
@NullMarked
package dev.mimo.door.cli.mcp;

import org.jspecify.annotations.NullMarked;
