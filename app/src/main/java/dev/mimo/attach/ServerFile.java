package dev.mimo.attach;

import dev.mimo.file.AtomicFile;
import dev.mimo.file.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `$MIMO_HOME/server.json`: what a running server leaves for the command line and `stdio` to find it by.
///
/// The file is readable by its owner alone, because `token` opens the server as a key would: whoever can read it
/// can read `mimo.db` beside it just as well.
///
/// @param address where the server listens, for instance `http://127.0.0.1:4000`
/// @param startedAt as people are told it
/// @param token made anew at each start; proves to callers which server it is, and to the server who calls
public record ServerFile(URI address, long pid, Instant startedAt, String version, String token) {
    /// By which a caller asks `/health/live` for a proof.
    public static final String CHALLENGE_HEADER = "Mimo-Challenge";

    private static final String NAME = "server.json";

    public static Path in(Path home) {
        return home.resolve(NAME);
    }

    /// What the file says; absent when there is none, or none that can be understood.
    public static @Nullable ServerFile read(Path home) {
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readString(in(home)));
            return new ServerFile(URI.create(json.required("address").asString()), json.required("pid").asLong(),
                    Instant.parse(json.required("started_at").asString()), json.required("version").asString(),
                    json.required("token").asString());
        } catch (IOException | JacksonException | IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    /// Proves that whoever says it knows the token, and does not tell it.
    ///
    /// @param challenge made by who wants the proof, another each time
    public String proof(String challenge) {
        return HexFormat.of().formatHex(Sha256.keyed(token, "mimo server " + challenge));
    }

    /// The same server, listening there.
    public ServerFile at(URI other) {
        return new ServerFile(other, pid, startedAt, version, token);
    }

    /// Puts the file in place in one step: nobody ever reads half of it.
    public void write(Path home) {
        ObjectNode json = JsonMapper.shared().createObjectNode()
                .put("address", address.toString())
                .put("pid", pid)
                .put("started_at", startedAt.toString())
                .put("version", version)
                .put("token", token);
        try {
            AtomicFile.write(in(home), json.toPrettyString() + "\n", AtomicFile.Option.OWNER_ONLY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes the file if it is still about this server; one that another has written meanwhile stays.
    public void remove(Path home) {
        try {
            if (equals(read(home))) {
                Files.deleteIfExists(in(home));
            }
        } catch (NoSuchFileException _) {
            // gone already, which is what was wanted
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "ServerFile[" + address + ", pid " + pid + ", started " + startedAt + "]";
    }
}
