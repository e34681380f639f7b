/// What agents see of Mimo, over the memory calls: its tools (a `ToolSource`, made of the operations behind them),
/// memories as resources, prompts, and completion. Answers are bounded, and hold what was remembered as data that is
/// quoted, never as instructions.
@NullMarked
package dev.mimo.tools;

import org.jspecify.annotations.NullMarked;
