package dev.mimo.door.mcp;

import dev.mimo.file.AtomicFile;
import dev.mimo.mcp.http.SessionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key of the MCP sessions and those that were ended, in a file that only its owner can read: a line for the key,
/// and one for each ended session with the second until which it is remembered. One server uses it at a time.
public final class SessionFile implements SessionStore {
    private static final Logger log = LoggerFactory.getLogger(SessionFile.class);
    private final Path file;
    private final byte[] key;
    private final List<Ended> ended;

    private SessionFile(Path file, byte[] key, List<Ended> ended) {
        this.file = file;
        this.key = key;
        this.ended = ended;
    }

    /// Reads the file, or makes it. One that cannot be read is made anew, which ends all sessions.
    ///
    /// @param now those that ended before are forgotten
    /// @throws UncheckedIOException when it can neither be read nor be written
    public static SessionFile open(Path file, Instant now) {
        SessionFile found = read(file, now);
        SessionFile opened = found == null ? new SessionFile(file, SessionStore.none().key(), List.of()) : found;
        opened.write(opened.ended);
        return opened;
    }

    @Override
    public byte[] key() {
        return key.clone();
    }

    @Override
    public List<Ended> ended() {
        return ended;
    }

    @Override
    public void ended(Ended session) {
        try {
            Files.writeString(file, line(session), StandardOpenOption.APPEND);
        } catch (IOException e) {
            log.warn("an MCP session that ended could not be noted in {}: {}", file, e.toString());
        }
    }

    @Override
    public void keepOnly(List<Ended> notes) {
        try {
            write(notes);
        } catch (UncheckedIOException e) {
            log.warn("the MCP sessions that ended could not be noted anew: {}", e.toString());
        }
    }

    private static @Nullable SessionFile read(Path file, Instant now) {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.isEmpty()) {
                return null;
            }
            byte[] key = Base64.getDecoder().decode(lines.getFirst());
            List<Ended> ended = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split(" ", 2);
                Instant until = Instant.ofEpochSecond(parts.length == 2 ? Long.parseLong(parts[1]) : 0);
                if (until.isAfter(now)) {
                    ended.add(new Ended(parts[0], until));
                }
            }
            return key.length == KEY_BYTES ? new SessionFile(file, key, List.copyOf(ended)) : null;
        } catch (IOException | IllegalArgumentException e) {
            log.warn("{} cannot be read, so that MCP sessions begin anew: {}", file, e.toString());
            return null;
        }
    }

    /// The whole file, put in place at once.
    private void write(List<Ended> notes) {
        StringBuilder text = new StringBuilder(Base64.getEncoder().encodeToString(key)).append('\n');
        notes.forEach(session -> text.append(line(session)));
        try {
            AtomicFile.write(file, text.toString(), AtomicFile.Option.OWNER_ONLY);
        } catch (IOException e) {
            throw new UncheckedIOException("the key of the MCP sessions could not be stored in " + file, e);
        }
    }

    private static String line(Ended session) {
        return session.serial() + " " + session.until().getEpochSecond() + "\n";
    }
}
