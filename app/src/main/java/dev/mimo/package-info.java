/// Mimo: memory for AI agents. \`Main\` picks a door, \`Mimo\` opens the rooms; ARCHITECTURE.md is the map.
@NullMarked
package dev.mimo;

import org.jspecify.annotations.NullMarked;
