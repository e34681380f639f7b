package dev.mimo.skills.run;

import dev.mimo.mcp.client.McpClient;
import dev.mimo.process.TreeUsage;
import java.util.concurrent.CompletionStage;

/// A skill that can be called: a program of this machine, or a server elsewhere. Safe for many threads.
public interface RunningSkill extends AutoCloseable {
    McpClient client();

    /// Ends when it cannot be called any more, whoever ended it.
    CompletionStage<?> gone();

    /// What its processes use; nothing for a server elsewhere.
    default TreeUsage usage() {
        return TreeUsage.NONE;
    }

    /// Ends it, with all its processes. Calls under way fail.
    @Override
    void close();
}
