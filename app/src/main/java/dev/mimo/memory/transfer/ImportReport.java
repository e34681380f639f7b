package dev.mimo.memory.transfer;

import dev.mimo.memory.transfer.format.ImportFormat;
import dev.mimo.terms.UndoHandle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What came of a file.
///
/// @param imported memories that were stored
/// @param same those that were there already
/// @param skipped what should have been a memory and is not, in order; when there is too much of it, the last says how
///     much more
/// @param leftOut what by the rules of its format is no memory, counted by what it is: "system messages"
/// @param undo takes all of it back; absent when nothing was stored
public record ImportReport(ImportFormat format, long imported, long same, List<Skipped> skipped,
        Map<String, Long> leftOut, @Nullable UndoHandle undo) {

    /// @param where in the file
    /// @param reason completes "it …"
    public record Skipped(String where, String reason) {}

    public ImportReport {
        skipped = List.copyOf(skipped);
        leftOut = new TreeMap<>(leftOut);
    }
}
