package dev.mimo.memory.transfer.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Whose file it is.
public enum ImportFormat {
    MIMO, MCP_MEMORY, MEM0, CHATGPT, CLAUDE, MARKDOWN;

    /// As callers write it.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// All names, for a remedy.
    public static String names() {
        return Arrays.stream(values()).map(ImportFormat::wireName).collect(Collectors.joining(", "));
    }
}
