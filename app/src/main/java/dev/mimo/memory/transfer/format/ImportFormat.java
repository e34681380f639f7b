package dev.mimo.memory.transfer.format;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whose file it is.
public enum ImportFormat {
    MIMO("mimo"), MCP_MEMORY("mcp-memory"), MEM0("mem0"), CHATGPT("chatgpt"), CLAUDE("claude"), MARKDOWN("markdown");

    private final String wireName;

    ImportFormat(String wireName) {
        this.wireName = wireName;
    }

    /// As callers write it.
    public String wireName() {
        return wireName;
    }

    /// Absent when no format has that name.
    public static @Nullable ImportFormat named(String wireName) {
        for (ImportFormat format : values()) {
            if (format.wireName.equals(wireName)) {
                return format;
            }
        }
        return null;
    }

    /// All names, for a remedy.
    public static String names() {
        return Arrays.stream(values()).map(ImportFormat::wireName).collect(Collectors.joining(", "));
    }
}
