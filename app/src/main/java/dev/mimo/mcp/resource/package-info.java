/// What a resource is, on the wire and to whoever offers it.
@NullMarked
package dev.mimo.mcp.resource;

import org.jspecify.annotations.NullMarked;
