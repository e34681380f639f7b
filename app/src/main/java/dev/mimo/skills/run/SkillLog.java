package dev.mimo.skills.run;

import dev.mimo.mcp.client.transport.Redaction;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.LoggerFactory;

/// What the programs of one skill say on standard error, in a file that only its user may read: the last of it, without
/// the secrets that were given to the skill. Once the file is full it becomes the one before, and a new one begins.
/// Safe for many threads; holds nothing open.
public final class SkillLog {
    private static final long FILE_BYTES_MAX = 1 << 20;
    private static final int LINE_BYTES_MAX = 8 << 10;

    private final Path file;
    private final Redaction redaction;

    /// @param file its folder is made by the first line
    public SkillLog(Path file, Redaction redaction) {
        this.file = file;
        this.redaction = redaction;
    }

    /// A stream that keeps what is read from it, line by line.
    InputStream keeping(InputStream errors) {
        return new Tee(errors);
    }

    /// A line of Mimo's own, such as why a program was stopped.
    void note(String line) {
        write("-- " + line);
    }

    private synchronized void write(String line) {
        byte[] text = (redaction.text(line) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            makeRoom(text.length);
            Files.write(file, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // a skill goes on without its log
            LoggerFactory.getLogger(SkillLog.class).debug("the log {} cannot be written", file, e);
        }
    }

    /// The file is asked how long it is: programs of one skill that overlap have logs of their own, and one file.
    private void makeRoom(int more) throws IOException {
        if (Files.exists(file) && Files.size(file) + more > FILE_BYTES_MAX) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file)) {
            Files.createDirectories(file.resolveSibling("."));
            try {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException _) {
                // another program of the skill was faster
            }
        }
    }

    /// Cuts what passes into lines; a line without end is cut, too.
    private final class Tee extends FilterInputStream {
        private final byte[] line = new byte[LINE_BYTES_MAX];
        private int filled;

        Tee(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int most) throws IOException {
            int count = super.read(buffer, offset, most);
            if (count < 0 && filled > 0) {
                end();
            }
            for (int i = 0; i < count; i++) {
                byte next = buffer[offset + i];
                if (next == '\n' || filled == line.length) {
                    end();
                }
                if (next != '\n' && next != '\r') {
                    line[filled++] = next;
                }
            }
            return count;
        }

        private void end() {
            write(new String(line, 0, filled, StandardCharsets.UTF_8));
            filled = 0;
        }
    }
}
