package dev.mimo.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/// Writes a whole file and puts it in place in one step: nobody ever reads half of it, and whoever reads while it is
/// replaced, or after a crash of this program, finds the old one or the new one.
public final class AtomicFile {
    private AtomicFile() {}

    /// What is asked for besides.
    public enum Option {
        /// Only its owner can read it, from its first moment on; where the file system has owners.
        OWNER_ONLY,
        /// On the disk before it takes its place, so that a crash of the machine cannot leave an empty file there.
        FORCED
    }

    /// @param file in a folder that is there
    public static void write(Path file, byte[] content, Option... options) throws IOException {
        List<Option> asked = List.of(options);
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
        Path draft = Files.createTempFile(folder, String.valueOf(file.getFileName()), ".tmp",
                permissions(folder, asked.contains(Option.OWNER_ONLY)));
        try {
            fill(draft, ByteBuffer.wrap(content), asked.contains(Option.FORCED));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// Writes the text in UTF-8.
    public static void write(Path file, String content, Option... options) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8), options);
    }

    private static void fill(Path file, ByteBuffer bytes, boolean forced) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (forced) {
                channel.force(true);
            }
        }
    }

    /// What the process may not give, by its umask, is taken off by the system.
    private static FileAttribute<?>[] permissions(Path folder, boolean ownerOnly) {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString(ownerOnly ? "rw-------" : "rw-rw-rw-"))};
    }
}
