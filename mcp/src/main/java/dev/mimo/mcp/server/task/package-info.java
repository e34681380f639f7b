/// Calls that go on behind their answer: the tasks extension of the stateless era. `TaskRunner` keeps what is known of
/// each task and the thread that works on it; a `DetachableCall` is one that may become a task.
@NullMarked
package dev.mimo.mcp.server.task;

import org.jspecify.annotations.NullMarked;
