package dev.mimo.memory.transfer.format;

import dev.mimo.memory.Details;
import dev.mimo.memory.MemorySettings;
import dev.mimo.terms.Namespace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// What was read of a file.
public record ReadFile(ImportFormat format, List<FoundMemory> memories, List<String> skipped,
        Map<String, Integer> leftOut) {
    static final ImportLimits SMALL = new ImportLimits(20_000, 20, 1 << 22, 100, 50);

    static ReadFile of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8), null, null);
    }

    static ReadFile of(byte[] bytes, @Nullable String mediaType, @Nullable ImportFormat asked) {
        return of(bytes, mediaType, asked, SMALL);
    }

    static ReadFile of(byte[] bytes, @Nullable String mediaType, @Nullable ImportFormat asked, ImportLimits limits) {
        Collected collected = new Collected();
        try {
            Path path = Files.createTempFile("import", ".bin");
            try {
                Files.write(path, bytes);
                try (ImportFile file = ImportFile.open(path, mediaType, asked, limits)) {
                    file.read(MemorySettings.defaults(), Namespace.DEFAULT, collected);
                    return new ReadFile(file.format(), collected.memories, collected.skipped, collected.leftOut);
                }
            } finally {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// An archive of these files, in this order.
    public static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    List<Details> details() {
        return memories.stream().map(FoundMemory::details).toList();
    }

    List<String> texts() {
        return details().stream().map(Details::content).toList();
    }

    List<String> keys() {
        return memories.stream().map(memory -> ((FoundMemory.Fresh) memory).key()).toList();
    }

    Details only() {
        return Objects.requireNonNull(details().getFirst());
    }

    private static final class Collected implements FoundItems {
        final List<FoundMemory> memories = new ArrayList<>();
        final List<String> skipped = new ArrayList<>();
        final Map<String, Integer> leftOut = new TreeMap<>();

        @Override
        public void found(String where, FoundMemory memory) {
            memories.add(memory);
        }

        @Override
        public void skipped(String where, String reason) {
            skipped.add(where + " " + reason);
        }

        @Override
        public void leftOut(String what) {
            leftOut.merge(what, 1, Integer::sum);
        }
    }
}
