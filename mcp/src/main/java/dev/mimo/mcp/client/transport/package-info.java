/// The seam between the client's engine and its transports: how one server is reached, what is sent over that way, how
/// an answer finds the caller that waits for it, and how all of it fails.
@NullMarked
package dev.mimo.mcp.client.transport;

import org.jspecify.annotations.NullMarked;
