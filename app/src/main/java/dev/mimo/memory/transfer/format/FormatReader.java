package dev.mimo.memory.transfer.format;

import java.io.IOException;

/// Reads a file of one format, and tells what it finds.
interface FormatReader {
    /// Reads it to its end. What is wrong with a single item is told as skipped.
    ///
    /// @throws dev.mimo.refusal.RefusedException when the rest of the file cannot be read
    void read(ImportPart part) throws IOException;
}
