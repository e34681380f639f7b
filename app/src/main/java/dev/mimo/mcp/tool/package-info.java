/// What a tool is, on the wire and to whoever offers it: its definition, its result, and what a running call may do.
@NullMarked
package dev.mimo.mcp.tool;

import org.jspecify.annotations.NullMarked;
