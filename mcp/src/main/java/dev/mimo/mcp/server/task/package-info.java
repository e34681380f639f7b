/// Calls that go on behind their answer: the tasks extension of the stateless era. `TaskStore` keeps what is known of
/// each task, `TaskRunner` the threads that work on them; a `DetachableCall` is one that may become a task.
@NullMarked
package dev.mimo.mcp.server.task;

import org.jspecify.annotations.NullMarked;
