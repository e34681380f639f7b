package dev.mimo.memory.transfer;

import dev.mimo.call.ReceivedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FilesOnTheWayTest {
    @TempDir
    Path folder;

    @Test
    void a_folder_is_packed_with_its_markdown_only() throws IOException {
        write("a.md", "- a");
        write("deep/er/B.MARKDOWN", "- b");
        write("deep/c.txt", "c");
        write(".hidden/d.md", "- d");
        write("deep/.e.md", "- e");
        Files.createSymbolicLink(folder.resolve("link.md"), folder.resolve("a.md"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(MarkdownFolder.pack(folder, out)).isEqualTo(2);
        assertThat(names(out.toByteArray())).containsExactlyInAnyOrder("a.md", "deep/er/B.MARKDOWN");
    }

    @Test
    void a_received_file_is_there_until_it_is_closed() throws IOException {
        Path path;
        try (ReceivedFile file = ReceivedFile.receive(in("12345"), folder)) {
            path = file.path();
            assertThat(path).hasContent("12345");
        }
        assertThat(path).doesNotExist();
    }

    private static ByteArrayInputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private static List<String> names(byte[] archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
