/// What a prompt is, on the wire and to whoever offers it, and how the values of arguments are completed.
@NullMarked
package dev.mimo.mcp.prompt;

import org.jspecify.annotations.NullMarked;
