/// What models read: the kinds of content that tools, prompts and conversations are made of.
@NullMarked
package dev.mimo.mcp.content;

import org.jspecify.annotations.NullMarked;
