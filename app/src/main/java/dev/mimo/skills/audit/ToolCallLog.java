package dev.mimo.skills.audit;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.exc.JsonNodeException;

/// The calls of skills' tools, a line of JSON for each, in files of a folder. Each process writes files of its own, so
/// that none waits for another; the oldest go when all together are too long. A call never waits for its record: that
/// is written soon after, and lost only with the process. Safe for many threads.
public final class ToolCallLog implements AutoCloseable {
    private static final int FILE_BYTES_MAX = 2 << 20;
    private static final long FOLDER_BYTES_MAX = 32L << 20;
    private static final int QUEUE_MAX = 10_000;
    private static final String SUFFIX = ".jsonl";

    private final Path folder;
    private final BlockingQueue<ToolCallRecord> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Thread writer;
    private volatile boolean closed;
    // belong to the writer
    private @Nullable OutputStream out;
    private long length;

    /// @param folder made by the first record
    public ToolCallLog(Path folder) {
        this.folder = folder;
        this.writer = Thread.ofVirtual().name("tool-call-log").start(this::run);
    }

    /// An id for the next record.
    public static String nextId() {
        return UlidCreator.getMonotonicUlid().toString();
    }

    public void add(ToolCallRecord call) {
        if (!queue.offer(call)) {
            LoggerFactory.getLogger(ToolCallLog.class).warn("the log of tool calls is behind; {} is not in it", call);
        }
    }

    /// The latest, newest first.
    ///
    /// @param before an id; only what was before it; absent for the newest
    public List<ToolCallRecord> latest(@Nullable String before, int limit) {
        List<ToolCallRecord> records = new ArrayList<>();
        for (Path file : files()) {
            read(file, records);
        }
        return records.stream().filter(each -> before == null || each.id().compareTo(before) < 0)
                .sorted(Comparator.comparing(ToolCallRecord::id).reversed()).limit(limit).toList();
    }

    private static void read(Path file, List<ToolCallRecord> into) {
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line -> {
                try {
                    into.add(ToolCallRecord.of(Json.parseObject(line, JsonLimits.defaults())));
                } catch (MalformedJsonException | JsonNodeException | IllegalArgumentException
                        | DateTimeException _) {
                    // the last line of a process that was killed
                }
            });
        } catch (IOException | UncheckedIOException _) {
            // it was one of the oldest, and is gone
        }
    }

    /// Oldest first.
    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        try {
            while (!closed || !queue.isEmpty()) {
                ToolCallRecord first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<ToolCallRecord> batch = new ArrayList<>(List.of(first));
                    queue.drainTo(batch, 1000);
                    write(batch);
                }
            }
        } catch (InterruptedException _) {
            // nobody does that
        } finally {
            end();
        }
    }

    private void write(List<ToolCallRecord> batch) {
        StringBuilder lines = new StringBuilder();
        batch.forEach(call -> lines.append(Json.text(call.tree())).append('\n'));
        byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
        try {
            OutputStream target = out;
            if (target == null || length > FILE_BYTES_MAX) {
                target = begin();
            }
            target.write(text);
            target.flush();
            length += text.length;
        } catch (IOException e) {
            LoggerFactory.getLogger(ToolCallLog.class).warn("{} tool calls could not be logged", batch.size(), e);
            end();
        }
    }

    private OutputStream begin() throws IOException {
        end();
        Files.createDirectories(folder);
        Path file = folder.resolve(nextId() + SUFFIX);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        OutputStream fresh = Files.newOutputStream(file, StandardOpenOption.APPEND);
        out = fresh;
        length = 0;
        trim();
        return fresh;
    }

    private void trim() throws IOException {
        List<Path> files = files();
        long all = 0;
        for (int i = files.size() - 1; i >= 0; i--) {
            all += Files.size(files.get(i));
            if (all > FOLDER_BYTES_MAX) {
                Files.deleteIfExists(files.get(i));
            }
        }
    }

    private void end() {
        OutputStream last = out;
        out = null;
        if (last != null) {
            try {
                last.close();
            } catch (IOException _) {
                // what it had is written
            }
        }
    }

    /// Writes what is left.
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(2000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
