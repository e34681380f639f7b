/// Mimo's own tools as agents see them, over the memory calls; a `ToolSource`. Definitions are the resources
/// `tools/*.json`; answers are bounded, and hold what was remembered as data that is quoted, never as instructions.
@NullMarked
package dev.mimo.tools;

import org.jspecify.annotations.NullMarked;
