/// What stands in messages, to and from the words of `mcp.model`: one writer and one reader for each thing, used by
/// servers, clients and whoever keeps it. A writer speaks the words of a revision: what an older one does not know is
/// left out, or said in a way that it knows. A reader is lenient where others are sloppy, and strict where it would
/// have to guess.
@NullMarked
package dev.mimo.mcp.codec;

import org.jspecify.annotations.NullMarked;
