package dev.mimo.gateway;

import dev.mimo.file.AtomicFile;
import dev.mimo.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The pinned manifests, one file for each source. A file is replaced in one step, so that a reader, and a start after
/// a crash, finds the old one or the new one; what cannot be read whole, or fails its digest, counts as none.
///
/// Losing them costs nothing but time: a source without one is offered as soon as it has started.
public final class ManifestFolder {
    private final Path folder;
    private final int bytesMax;

    /// @param folder made by the first manifest that is kept
    public ManifestFolder(Path folder, GatewaySettings settings) {
        this.folder = folder;
        this.bytesMax = settings.manifestBytesMax();
    }

    /// What the source offered when it last ran; absent when that is not known.
    public @Nullable Manifest find(String source) {
        Path file = file(source);
        try (InputStream in = Files.newInputStream(file)) {
            Manifest manifest = ManifestCodec.decode(in.readNBytes(bytesMax + 1), bytesMax);
            return manifest != null && manifest.source().equals(source) ? manifest : null;
        } catch (IOException _) {
            return null;
        }
    }

    /// Keeps it in place of the source's last one, unless that says the same. One that is too long is not kept, and
    /// neither is the last one, which would be wrong.
    public void keep(Manifest manifest) throws IOException {
        Path file = file(manifest.source());
        byte[] text = ManifestCodec.encode(manifest);
        if (text.length > bytesMax) {
            Files.deleteIfExists(file);
        } else if (!isThere(file, text)) {
            Files.createDirectories(folder);
            AtomicFile.write(file, text, AtomicFile.Option.OWNER_ONLY, AtomicFile.Option.FORCED);
        }
    }

    /// Forgets the source.
    public void remove(String source) throws IOException {
        Files.deleteIfExists(file(source));
    }

    private static boolean isThere(Path file, byte[] text) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(text.length + 1), text);
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /// Some file systems take `Files` and `files` for the same name, so the digest of the name stands beside it.
    private Path file(String source) {
        ToolNames.checkSource(source);
        byte[] digest = Sha256.of(source);
        return folder.resolve(source + "-" + HexFormat.of().formatHex(digest).substring(0, 8) + ".json");
    }
}
