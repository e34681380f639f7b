package dev.mimo.mcp.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How grave a log line is, least first; the names are those of RFC 5424.
public enum LogLevel {
    DEBUG, INFO, NOTICE, WARNING, ERROR, CRITICAL, ALERT, EMERGENCY;

    /// As it stands in a message.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The level of that word; absent when there is none.
    public static @Nullable LogLevel of(String word) {
        for (LogLevel level : values()) {
            if (level.word().equals(word)) {
                return level;
            }
        }
        return null;
    }
}
