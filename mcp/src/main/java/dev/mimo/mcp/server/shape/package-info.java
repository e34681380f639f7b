/// What a server sends, in the words of each revision: what an older one does not know is left out, or said in a way
/// that it knows.
@NullMarked
package dev.mimo.mcp.server.shape;

import org.jspecify.annotations.NullMarked;
