/// MCP over standard input and output. Standard output carries protocol and nothing else; everything on the way to the
/// first answer is kept small, since a client starts one of these processes for each of its windows.
@NullMarked
package dev.mimo.mcp.stdio;

import org.jspecify.annotations.NullMarked;
