package dev.mimo.mcp.client.oauth;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Carries the user to an authorization server, and brings back the redirect.
public interface UserAgent {

    /// Gets ready to receive a redirect.
    ///
    /// @param preferred where the server knows this client to be; another may be chosen when it is taken. Absent when
    ///        any will do
    /// @throws IOException when no redirect can be received
    Visit prepare(@Nullable URI preferred) throws IOException;

    /// One way to an authorization server and back.
    interface Visit extends AutoCloseable {
        /// Where the server has to send the user.
        URI redirect();

        /// Shows the address to the user and waits for the redirect that carries the same `state`.
        ///
        /// @return the address that the user was sent to, with its query; absent when nobody came in time
        @Nullable
        URI carry(URI authorization, Duration limit) throws InterruptedException;

        @Override
        void close();
    }
}
