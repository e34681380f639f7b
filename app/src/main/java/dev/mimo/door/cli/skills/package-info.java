/// The verbs about skills: other people's MCP servers that Mimo hosts.
@NullMarked
package dev.mimo.door.cli.skills;

import org.jspecify.annotations.NullMarked;
