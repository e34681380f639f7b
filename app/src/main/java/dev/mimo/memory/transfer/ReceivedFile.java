package dev.mimo.memory.transfer;

import dev.mimo.json.ByteSize;
import dev.mimo.refusal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that came over a wire, kept on disk while it is imported: an archive is not read from front to end.
public final class ReceivedFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path path;

    private ReceivedFile(Path path) {
        this.path = path;
    }

    /// Takes all of it, readable by its owner only.
    ///
    /// @param folder where it is kept, until closed
    /// @throws dev.mimo.refusal.RefusedException `TooLarge` past `bytesMax`
    public static ReceivedFile receive(InputStream in, Path folder, long bytesMax) throws IOException {
        ReceivedFile file = new ReceivedFile(Files.createTempFile(folder, "import-", ".part"));
        try (OutputStream out = Files.newOutputStream(file.path)) {
            byte[] buffer = new byte[BUFFER];
            long left = bytesMax;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                left -= count;
                if (left < 0) {
                    throw Refusal.tooLarge("body", "is larger than " + ByteSize.text(bytesMax),
                            "Import it with the command line where the data is, or in parts.");
                }
                out.write(buffer, 0, count);
            }
            return file;
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
