/// What whoever uses a client says to it and gets from it: who it is, how patient, what it answers to its server, and
/// what it learns of that.
@NullMarked
package dev.mimo.mcp.client.use;

import org.jspecify.annotations.NullMarked;
