package dev.mimo.mcp.client.transport;

import dev.mimo.json.Json;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A transcript on disk, readable by its owner alone: a JSON object a line, `{time, direction, how?, headers?,
/// message?}`. Safe for many threads.
public final class TranscriptFile implements MessageTrace, AutoCloseable {
    private final BufferedWriter out;
    private final Redaction redaction;
    private final Clock clock;
    private boolean broken;

    private TranscriptFile(BufferedWriter out, Redaction redaction, Clock clock) {
        this.out = out;
        this.redaction = redaction;
        this.clock = clock;
    }

    /// Begins the file anew.
    public static TranscriptFile begin(Path file, Redaction redaction, Clock clock) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return new TranscriptFile(Files.newBufferedWriter(file, StandardCharsets.UTF_8), redaction, clock);
    }

    @Override
    public void passed(Direction direction, String how, Map<String, String> headers, @Nullable Message message) {
        ObjectNode line = Json.object().put("time", clock.instant().toString())
                .put("direction", direction.name().toLowerCase(Locale.ROOT));
        if (!how.isEmpty()) {
            line.put("how", redaction.text(how));
        }
        if (!headers.isEmpty()) {
            ObjectNode heads = line.putObject("headers");
            redaction.of(headers).forEach(heads::put);
        }
        if (message != null) {
            line.set("message", redaction.of(MessageCodec.tree(message)));
        }
        write(Json.text(line));
    }

    private synchronized void write(String line) {
        if (broken) {
            return;
        }
        try {
            out.write(line);
            out.write('\n');
            out.flush();
        } catch (IOException _) {
            // a full disk must not stop what is being looked at
            broken = true;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        broken = true;
        out.close();
    }
}
