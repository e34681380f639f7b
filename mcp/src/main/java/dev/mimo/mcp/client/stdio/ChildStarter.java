package dev.mimo.mcp.client.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Starts servers' programs, in whatever way.
@FunctionalInterface
public interface ChildStarter {
    /// As Java does it: what a program has started is found by its descent.
    ChildStarter JAVA = DescendingChild::start;

    /// @throws IOException when it cannot be started, with the reason
    Child start(ChildCommand command) throws IOException;

    /// A program that was started, with whatever it has started itself.
    interface Child {
        OutputStream input();

        InputStream output();

        /// Its standard error, read to its end by whoever speaks with the program.
        InputStream errors();

        /// Ends with the program, with its exit code.
        CompletableFuture<Integer> exit();

        /// Ends all of it: waits, tells it to, then ends it by force. When this returns nothing of it runs any more; an
        /// interrupt cuts the waiting short.
        ///
        /// @param byItself how long it may take without being told
        /// @param whenTold how long it may take then
        void end(Duration byItself, Duration whenTold);
    }
}
