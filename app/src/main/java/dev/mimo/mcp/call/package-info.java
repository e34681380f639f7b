/// What happens between a server and whoever called it while a call runs: progress, log lines, and questions to the
/// caller's user and model. The same for tools, prompts and resources, in both eras, and on both sides: a server asks
/// what a client answers.
@NullMarked
package dev.mimo.mcp.call;

import org.jspecify.annotations.NullMarked;
