package dev.mimo.mcp;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A revision of the protocol that is spoken here, oldest first.
public enum Revision {
    V2024_11_05("2024-11-05"), V2025_03_26("2025-03-26"), V2025_06_18("2025-06-18"), V2025_11_25(
            "2025-11-25"), V2026_07_28("2026-07-28");

    /// What a handshake settles on when the client asks for something unknown.
    public static final Revision NEWEST_STATEFUL = V2025_11_25;

    /// What is spoken where the other side speaks everything.
    public static final Revision NEWEST = V2026_07_28;

    private final String date;

    Revision(String date) {
        this.date = date;
    }

    public String date() {
        return date;
    }

    /// Whether each request carries its revision, and there is neither handshake nor session.
    public boolean isStateless() {
        return compareTo(V2026_07_28) >= 0;
    }

    /// Whether a client asks for a task with its call; the next revision lets the server decide, as an extension.
    public boolean hasRequestedTasks() {
        return this == V2025_11_25;
    }

    public boolean isAtLeast(Revision other) {
        return compareTo(other) >= 0;
    }

    /// The revision of that date; absent when it is not spoken here.
    public static @Nullable Revision of(String date) {
        for (Revision revision : values()) {
            if (revision.date.equals(date)) {
                return revision;
            }
        }
        return null;
    }

    /// The dates of all revisions, newest first.
    public static List<String> dates() {
        return Arrays.stream(values()).map(Revision::date).toList().reversed();
    }
}
