package dev.mimo.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that came over a wire, kept on disk while it is imported: an archive is not read from front to end.
public final class ReceivedFile implements AutoCloseable {
    private final Path path;

    private ReceivedFile(Path path) {
        this.path = path;
    }

    /// Takes all of it, readable by its owner only.
    ///
    /// @param in bounded by whoever hands it in
    /// @param folder where it is kept, until closed
    public static ReceivedFile receive(InputStream in, Path folder) throws IOException {
        ReceivedFile file = new ReceivedFile(Files.createTempFile(folder, "import-", ".part"));
        try (OutputStream out = Files.newOutputStream(file.path)) {
            in.transferTo(out);
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
