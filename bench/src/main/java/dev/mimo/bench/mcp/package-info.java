/// The measurements of MCP: `./mimo bench mcp`.
@NullMarked
package dev.mimo.bench.mcp;

import org.jspecify.annotations.NullMarked;
