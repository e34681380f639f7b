package dev.mimo.memory.transfer.format;

import java.io.IOException;
import java.io.InputStream;

/// Reads files of one format.
interface FormatReader {
    /// A file as it is read, or one of an archive.
    ///
    /// @param name in the archive; empty for a file by itself. Data of a stranger: shown, never opened
    record Part(String name, InputStream in) {
        /// In front of a place in it.
        String at(String where) {
            return name.isEmpty() ? where : where.isEmpty() ? name : name + ", " + where;
        }
    }

    /// Reads one file to its end. What is wrong with a single item is told to `items`.
    ///
    /// @throws dev.mimo.refusal.RefusedException when the rest of the file cannot be read
    void read(Part part, FoundItems items) throws IOException;
}
