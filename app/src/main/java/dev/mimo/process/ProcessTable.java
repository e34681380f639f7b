package dev.mimo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The processes of this machine that this one may see, read from `/proc`. Where there is none, it has no entries.
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");
    /// A process may be given megabytes of environment; what is looked for stands in what Mimo gave it.
    private static final int ENVIRONMENT_BYTES_MAX = 1 << 20;

    private ProcessTable() {}

    /// All that are alive.
    static List<ProcessEntry> all() {
        List<ProcessEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path folder : folders) {
                ProcessEntry entry = read(folder);
                if (entry != null && entry.isAlive()) {
                    entries.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // not Linux, or hidden from this process
        }
        return entries;
    }

    /// @return absent when it is not there, or dead
    static @Nullable ProcessEntry find(long pid) {
        ProcessEntry entry = read(PROC.resolve(Long.toString(pid)));
        return entry != null && entry.isAlive() ? entry : null;
    }

    private static @Nullable ProcessEntry read(Path folder) {
        try {
            return ProcessEntry.parse(Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            // it has ended since it was listed
            return null;
        }
    }

    /// Memory that a process holds, in bytes; 0 when that is not told.
    static long residentBytes(long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve(Long.toString(pid)).resolve("status"),
                StandardCharsets.ISO_8859_1)) {
            // such as `VmRSS:      5120 kB`
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }

    /// What a process was started with under this name.
    ///
    /// @return absent when it was started without, or is somebody else's
    static @Nullable String environment(long pid, String name) {
        byte[] all;
        try (var in = Files.newInputStream(PROC.resolve(Long.toString(pid)).resolve("environ"))) {
            all = in.readNBytes(ENVIRONMENT_BYTES_MAX);
        } catch (IOException _) {
            return null;
        }
        String text = "\0" + new String(all, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("\0" + name + "=");
        if (at < 0) {
            return null;
        }
        int from = at + name.length() + 2;
        int to = text.indexOf('\0', from);
        return text.substring(from, to < 0 ? text.length() : to);
    }

    /// Which processes can see each other: their numbers mean something only among those.
    static String namespace() {
        try {
            return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString().replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException _) {
            return "0";
        }
    }
}
