/// Which MCP servers of other people there are, and how each is reached: `skills.json` in the words of every well-known
/// client, its variables, and what may not be run.
@NullMarked
package dev.mimo.skills.catalog;

import org.jspecify.annotations.NullMarked;
