package dev.mimo.memory.transfer.format;

import dev.mimo.json.ByteSize;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A zip archive of a stranger: its names are shown and nothing is ever written under them, and no more is unpacked
/// than was allowed, whatever it says of itself.
final class ZipArchive implements AutoCloseable {
    private static final Pattern CONVERSATIONS = Pattern.compile("conversations(?:[-_]\\d+)?\\.json");
    private static final Pattern READ = Pattern.compile(".*\\.(?:json|jsonl|md|markdown)");
    private static final Pattern HIDDEN = Pattern.compile("(?:^|/)(?:\\.[^./]|__MACOSX/)");
    private static final long SMALL = 1 << 20;
    private static final int NAME_SHOWN = 200;

    private final ZipFile zip;
    private final ImportLimits limits;
    private long inflated;

    private ZipArchive(ZipFile zip, ImportLimits limits) {
        this.zip = zip;
        this.limits = limits;
    }

    static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] mark = in.readNBytes(4);
            return mark.length == 4 && mark[0] == 'P' && mark[1] == 'K' && (mark[2] == 3 || mark[2] == 5)
                    && mark[3] == mark[2] + 1;
        }
    }

    static ZipArchive open(Path file, ImportLimits limits) throws IOException {
        ZipFile zip = opened(file);
        if (zip.size() > limits.entriesMax()) {
            zip.close();
            throw Refusal.tooLarge("body", "has more than " + ByteSize.counted(limits.entriesMax()) + " files in it",
                    "Pack fewer files at a time.");
        }
        return new ZipArchive(zip, limits);
    }

    private static ZipFile opened(Path file) throws IOException {
        try {
            return withNamesIn(StandardCharsets.UTF_8, file);
        } catch (ZipException | EOFException _) {
            // names of older programs, in whichever encoding: all that is asked of them is that they can be shown
            try {
                return withNamesIn(StandardCharsets.ISO_8859_1, file);
            } catch (ZipException | EOFException broken) {
                throw Refusal.invalid("body", "is no archive that can be read (" + broken.getMessage() + ")",
                        "Pack it again, or fetch it again if it came over a network.");
            }
        }
    }

    private static ZipFile withNamesIn(Charset charset, Path file) throws IOException {
        return new ZipFile(file.toFile(), ZipFile.OPEN_READ, charset);
    }

    /// The files that may be read, likeliest first: conversations, other JSON, Markdown; in order of their names, by
    /// which the parts of one export are numbered.
    List<Entry> entries() {
        return zip.stream().filter(entry -> !entry.isDirectory()).map(Entry::new).filter(Entry::isRead)
                .sorted(Comparator.comparingInt(Entry::rank).thenComparing(Entry::name)).toList();
    }

    /// @param bytes that its files say they have
    void requireBounded(long bytes) {
        if (bytes > limits.inflatedBytesMax()) {
            throw tooLarge();
        }
    }

    private RefusedException tooLarge() {
        return Refusal.tooLarge("body", "unpacks to more than " + ByteSize.text(limits.inflatedBytesMax())
                + ", or to more than " + limits.inflationMax() + " times its size",
                "Import the files in it one at a time.");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /// A file in it.
    final class Entry {
        private final ZipEntry entry;

        private Entry(ZipEntry entry) {
            this.entry = entry;
        }

        /// As it can be shown.
        String name() {
            String shown = entry.getName().replaceAll("[\\p{Cc}\\p{Cs}]", "\uFFFD");
            return shown.length() <= NAME_SHOWN ? shown : "…" + shown.substring(shown.length() - NAME_SHOWN);
        }

        private String lastName() {
            String name = entry.getName().toLowerCase(Locale.ROOT);
            return name.substring(name.lastIndexOf('/') + 1);
        }

        /// What programs keep beside a user's files is hidden, for both.
        private boolean isRead() {
            return !HIDDEN.matcher(entry.getName()).find() && READ.matcher(lastName()).matches();
        }

        private int rank() {
            return CONVERSATIONS.matcher(lastName()).matches() ? 0 : isCalledMarkdown() ? 2 : 1;
        }

        boolean isCalledMarkdown() {
            return lastName().endsWith(".md") || lastName().endsWith(".markdown");
        }

        /// Whether it can hold more of what was found in files before it.
        boolean goesWith(ImportFormat format) {
            return isCalledMarkdown() == (format == ImportFormat.MARKDOWN);
        }

        /// Unpacked, as it says itself.
        long bytes() {
            return Math.max(0, entry.getSize());
        }

        /// Its content, of which no more is unpacked than one file and all files together may have.
        InputStream open() throws IOException {
            long most = Math.max(SMALL, entry.getCompressedSize() * limits.inflationMax());
            long[] read = new long[1];
            return new CountedStream(Objects.requireNonNull(zip.getInputStream(entry)), count -> {
                read[0] += count;
                inflated += count;
                if (read[0] > most || inflated > 2 * limits.inflatedBytesMax()) {
                    throw tooLarge();
                }
            });
        }
    }
}
