package dev.mimo.memory.transfer.format;

import dev.mimo.call.RequestJson;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.transfer.export.ExportCodec;
import dev.mimo.memory.transfer.format.FormatRecognizer.Layout;
import dev.mimo.memory.transfer.format.FormatRecognizer.Recognized;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A file to import, recognized: one by itself, or an archive of several.
public final class ImportFile implements AutoCloseable {
    private final ImportLimits limits;
    private final ImportFormat format;
    private final @Nullable Archived archived;
    private final List<Part> parts;
    private final long bytes;
    private long bytesRead;

    /// One file that is read.
    private record Part(String name, FormatRecognizer.Opening opening, Layout layout) {}

    /// @param damaged files in it that cannot even be recognized
    private record Archived(ZipArchive archive, List<String> damaged) {}

    private ImportFile(ImportLimits limits, ImportFormat format, @Nullable Archived archived, List<Part> parts,
            long bytes) {
        this.limits = limits;
        this.format = format;
        this.archived = archived;
        this.parts = parts;
        this.bytes = bytes;
    }

    /// Opens it, and recognizes what it is.
    ///
    /// @param mediaType as it was said; absent when it was not
    /// @param asked which format it must be; absent for whichever it is
    /// @throws RefusedException `Invalid` when it is none of the formats, or another than was asked for; `TooLarge`
    ///     when it is an archive of too much
    public static ImportFile open(Path file, @Nullable String mediaType, @Nullable ImportFormat asked,
            ImportLimits limits) throws IOException {
        FormatRecognizer recognizer = new FormatRecognizer(limits);
        if (ZipArchive.isZip(file)) {
            return ofArchive(ZipArchive.open(file, limits), recognizer, asked, limits);
        }
        boolean called = asked == ImportFormat.MARKDOWN || (mediaType != null && mediaType.startsWith("text/markdown"));
        FormatRecognizer.Opening opening = () -> Files.newInputStream(file);
        Recognized found = recognizer.recognize(opening, called);
        if (found == null && asked != null) {
            // nothing of it tells, so its caller is believed
            found = new Recognized(asked, Layout.VALUES);
        }
        if (found == null || (asked != null && found.format() != asked)) {
            throw none(asked, found == null ? null : found.format());
        }
        return new ImportFile(limits, found.format(), null, List.of(new Part("", opening, found.layout())),
                Files.size(file));
    }

    private static ImportFile ofArchive(ZipArchive archive, FormatRecognizer recognizer, @Nullable ImportFormat asked,
            ImportLimits limits) throws IOException {
        try {
            ImportFormat format = null;
            List<Part> parts = new ArrayList<>();
            List<String> damaged = new ArrayList<>();
            long bytes = 0;
            for (ZipArchive.Entry entry : archive.entries()) {
                // whoever packs conversations packs much else with them
                if (format != null && !entry.goesWith(format)) {
                    continue;
                }
                Recognized found = recognized(recognizer, entry, damaged);
                if (found == null || (asked != null && found.format() != asked)
                        || (format != null && found.format() != format)) {
                    continue;
                }
                format = found.format();
                parts.add(new Part(entry.name(), entry::open, found.layout()));
                bytes += entry.bytes();
            }
            if (format == null) {
                throw none(asked, null);
            }
            archive.requireBounded(bytes);
            return new ImportFile(limits, format, new Archived(archive, damaged), parts, bytes);
        } catch (IOException | RuntimeException failure) {
            archive.close();
            throw failure;
        }
    }

    private static @Nullable Recognized recognized(FormatRecognizer recognizer, ZipArchive.Entry entry,
            List<String> damaged) throws IOException {
        try {
            return recognizer.recognize(entry::open, entry.isCalledMarkdown());
        } catch (ZipException | EOFException _) {
            damaged.add(entry.name());
            return null;
        }
    }

    private static RefusedException none(@Nullable ImportFormat asked, @Nullable ImportFormat found) {
        String problem = asked == null
                ? "is none of the formats that can be imported"
                : found == null
                        ? "holds nothing of the format " + asked.wireName()
                        : "is of the format " + found.wireName() + ", not " + asked.wireName();
        return Refusal.invalid("body", problem, "Send a file of one of these formats, or name it when it is not "
                + "recognized: " + ImportFormat.names() + ".");
    }

    public ImportFormat format() {
        return format;
    }

    /// How many bytes there are to read, unpacked, as far as can be told.
    public long bytes() {
        return bytes;
    }

    /// How many have been read.
    public long bytesRead() {
        return bytesRead;
    }

    /// Reads all of it. A file of an archive that cannot be read to its end is told as skipped.
    ///
    /// @param settings what a memory may be
    /// @param target the namespace that the memories are for
    /// @throws RefusedException `Invalid` when the rest of it cannot be read, or nothing of it can be for that
    ///     namespace; `TooLarge` when an archive holds more than it says
    public void read(MemorySettings settings, Namespace target, FoundItems items) throws IOException {
        if (archived != null) {
            archived.damaged().forEach(name -> items.skipped(name, "cannot be unpacked"));
        }
        for (Part part : parts) {
            try (InputStream in = new CountedStream(part.opening().open(), count -> bytesRead += count)) {
                reader(settings, target, items).read(new ImportPart(part.name(), in, part.layout(), limits));
            } catch (MalformedJsonException malformed) {
                skip(part, RequestJson.refusal(malformed.fault()), items);
            } catch (ZipException | EOFException broken) {
                items.skipped(part.name(), "cannot be unpacked to its end (" + broken.getMessage() + ")");
            } catch (RefusedException refused) {
                skip(part, refused, items);
            }
        }
    }

    /// What cannot be read is told of an archive, and refused of a file by itself.
    private void skip(Part part, RefusedException refused, FoundItems items) {
        if (archived == null || !(refused.refusal() instanceof Refusal.Invalid)) {
            throw refused;
        }
        items.skipped(part.name(), refused);
    }

    private FormatReader reader(MemorySettings settings, Namespace target, FoundItems items) {
        Drafts drafts = new Drafts(settings, items);
        ExportCodec codec = new ExportCodec(settings);
        return switch (format) {
            case MIMO -> new MimoReader(codec, target, items);
            case MCP_MEMORY -> new KnowledgeGraphReader(drafts, items);
            case MEM0 -> new Mem0Reader(drafts, items);
            case CHATGPT -> new ChatGptReader(drafts, items);
            case CLAUDE -> new ClaudeReader(drafts, items);
            case MARKDOWN -> new MarkdownReader(drafts, new MarkdownMemories(codec), target, items);
        };
    }

    @Override
    public void close() throws IOException {
        if (archived != null) {
            archived.archive().close();
        }
    }
}
