/// A transcript of what passes between a client and its server, for people who look for a fault. Holds no secret that
/// can be told from its place or its name.
@NullMarked
package dev.mimo.mcp.client.trace;

import org.jspecify.annotations.NullMarked;
