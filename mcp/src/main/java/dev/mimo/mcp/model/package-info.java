/// What whoever offers something must know: tools, resources and prompts, the content that they are made of, and the
/// call that they answer, which can ask its client back.
@NullMarked
package dev.mimo.mcp.model;

import org.jspecify.annotations.NullMarked;
