/// The examples of the README, which holds them word for word.
@NullMarked
package dev.mimo.mcp.examples;

import org.jspecify.annotations.NullMarked;
