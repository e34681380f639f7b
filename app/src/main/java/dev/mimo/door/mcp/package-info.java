/// Mimo as an MCP server: the gateway's tools behind the protocol's engine, and the instructions for models. Holds no
/// logic of its own; `mcp.stdio` and `door.http` carry it.
@NullMarked
package dev.mimo.door.mcp;

import org.jspecify.annotations.NullMarked;
