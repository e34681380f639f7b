package dev.mimo.gateway.search;

import dev.mimo.file.AtomicFile;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.node.ObjectNode;

/// For which requests which tools were used with success: the newest of them, in a file of lines of JSON that only its
/// user may read, shared by the processes of a home. Losing it loses nothing but rank. Safe for many threads.
public final class UsedRequests {
    private static final int KEPT = 1_000;
    private static final int REQUEST_CHARS_MAX = 1_000;
    /// Lines are some hundred bytes; once there are many more than are kept, the file is written anew.
    private static final long BYTES_MAX = 1 << 20;

    private final Path file;
    // guarded by this
    private List<UsedRequest> known = List.of();
    private long length = -1;

    /// @param file its folder is made by the first use
    public UsedRequests(Path file) {
        this.file = file;
    }

    /// @param tool by its exposed name
    record UsedRequest(String request, String tool) {}

    /// Keeps that the tool was of use for the request.
    public synchronized void used(String request, String tool) {
        if (request.length() > REQUEST_CHARS_MAX || newest().contains(new UsedRequest(request, tool))) {
            return;
        }
        byte[] line = line(new UsedRequest(request, tool)).getBytes(StandardCharsets.UTF_8);
        try {
            Files.createDirectories(file.resolveSibling("."));
            if (Files.exists(file) && Files.size(file) > BYTES_MAX) {
                AtomicFile.write(file, rewritten(), AtomicFile.Option.OWNER_ONLY);
            } else if (!Files.exists(file)) {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(file, line, StandardOpenOption.APPEND);
            keep(new UsedRequest(request, tool), line.length);
        } catch (IOException e) {
            LoggerFactory.getLogger(UsedRequests.class).debug("the file {} cannot be written", file, e);
        }
    }

    /// What this process wrote last need not be read, unless another one wrote as well.
    private void keep(UsedRequest use, long bytes) throws IOException {
        long now = Files.size(file);
        if (now == length + bytes) {
            List<UsedRequest> all = new ArrayList<>(known);
            all.add(use);
            known = List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
            length = now;
        }
    }

    private String rewritten() {
        return newest().stream().map(UsedRequests::line).collect(Collectors.joining());
    }

    private static String line(UsedRequest use) {
        return Json.object().put("request", use.request()).put("tool", use.tool()) + "\n";
    }

    /// The newest, oldest first. A line that cannot be read is passed over.
    synchronized List<UsedRequest> newest() {
        try {
            long now = Files.size(file);
            if (now != length) {
                known = read();
                length = now;
            }
        } catch (NoSuchFileException _) {
            known = List.of();
            length = -1;
        } catch (IOException e) {
            LoggerFactory.getLogger(UsedRequests.class).debug("the file {} cannot be read", file, e);
        }
        return known;
    }

    private List<UsedRequest> read() throws IOException {
        SequencedSet<UsedRequest> uses = new LinkedHashSet<>();
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().forEach(line -> {
            try {
                ObjectNode tree = Json.parseObject(line, JsonLimits.defaults());
                uses.addLast(new UsedRequest(tree.required("request").stringValue(),
                        tree.required("tool").stringValue()));
            } catch (MalformedJsonException | JsonNodeException _) {
                // half of a line, where a process was killed
            }
        });
        List<UsedRequest> all = new ArrayList<>(uses);
        return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }
}
