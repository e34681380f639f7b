package dev.mimo.attach;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.time.Duration;

/// The server that was found is not there any more, and nothing was sent to whoever may be in its place: what was
/// asked of it can be asked of another.
public final class ServerGoneException extends RefusedException {
    ServerGoneException(ServerFile server, String how) {
        super(new Refusal.Unavailable("The server at " + server.address() + " " + how + ".",
                "Look whether it still runs with 'mimo doctor', then try again.", Duration.ofSeconds(1)));
    }
}
