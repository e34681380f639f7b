/// Other people's MCP servers behind Mimo's door: which there are, how they run, and what of them is trusted.
@NullMarked
package dev.mimo.skills;

import org.jspecify.annotations.NullMarked;
