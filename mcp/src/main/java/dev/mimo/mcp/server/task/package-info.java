/// Calls that go on behind their answer: the tasks extension of the stateless era. `Tasks` keeps what is known of each
/// task, `TaskRuns` the threads that work on them; a `Detachable` call is one that may become a task.
@NullMarked
package dev.mimo.mcp.server.task;

import org.jspecify.annotations.NullMarked;
