package dev.mimo.door.cli.mcp;

import dev.mimo.mcp.client.oauth.token.FileTokenStore;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Where logins are kept between runs.
record LoginFolder(Path path) {

    static LoginFolder in(Path home) {
        return new LoginFolder(home.resolve("logins"));
    }

    /// Whether anybody ever logged in.
    boolean exists() {
        return Files.isDirectory(path);
    }

    /// @throws RefusedException when it is not there and cannot be made
    FileTokenStore open() {
        try {
            return new FileTokenStore(path);
        } catch (UncheckedIOException e) {
            throw unusable(e);
        }
    }

    RefusedException unusable(UncheckedIOException e) {
        return new RefusedException(new Refusal.Unavailable("Logins cannot be kept in " + path + ": "
                + e.getCause().getMessage() + ".", "Make that a folder of yours, or name another --home.",
                Duration.ofSeconds(1)));
    }
}
