package dev.mimo.memory.operation;

import dev.mimo.memory.transfer.format.ImportFormat;
import dev.mimo.terms.Namespace;
import org.jspecify.annotations.Nullable;

/// How a file is to be imported.
///
/// @param dryRun only say what would come
public record ImportOrder(Namespace namespace, FormatChoice format, boolean dryRun) {
    /// A format by its name, or whichever it is.
    public enum FormatChoice {
        AUTO, MIMO, MCP_MEMORY, MEM0, CHATGPT, CLAUDE, MARKDOWN;

        /// Absent when it is to be recognized.
        @Nullable
        ImportFormat format() {
            return this == AUTO ? null : ImportFormat.valueOf(name());
        }
    }
}
