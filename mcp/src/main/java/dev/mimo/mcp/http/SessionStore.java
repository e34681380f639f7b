package dev.mimo.mcp.http;

import dev.mimo.file.TokenCipher;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/// What must outlive the process for sessions to do so. Whoever mounts the protocol stores it: this room stores
/// nothing. Used by one thread at a time.
public interface SessionStore {
    int KEY_BYTES = TokenCipher.KEY_BYTES;

    /// The secret that seals the ids of sessions, `KEY_BYTES` long and the same at each start. Without it, or with
    /// another, every client has to begin anew.
    byte[] key();

    /// The sessions that were ended before, as far as they would not be over by now anyway.
    List<Ended> ended();

    /// Notes that a session is over. Best effort: an id that is forgotten here lives again after the next start, for
    /// the caller that it belongs to.
    void ended(Ended session);

    /// Forgets all notes but these; called when many have become idle.
    void keepOnly(List<Ended> notes);

    /// A session that must not come back.
    ///
    /// @param serial names it, in visible ASCII without spaces; `ALL` stands for every session that would be over by
    ///        then
    /// @param until when it would be over anyway
    record Ended(String serial, Instant until) {
        public static final String ALL = "*";
    }

    /// Keeps nothing: sessions end with the process.
    static SessionStore none() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new SessionStore() {
            @Override
            public byte[] key() {
                return key.clone();
            }

            @Override
            public List<Ended> ended() {
                return List.of();
            }

            @Override
            public void ended(Ended session) {}

            @Override
            public void keepOnly(List<Ended> notes) {}
        };
    }
}
