package dev.mimo.memory;

import java.util.List;

/// Some of the names in use: namespaces, categories and tags, as callers gave them, or ids of memories.
///
/// @param more whether there are others that fit the question
public record NamesInUse(List<String> names, boolean more) {
    public static final int LIMIT_MAX = 100;

    public NamesInUse {
        names = List.copyOf(names);
    }

    public enum Kind {
        NAMESPACES, CATEGORIES, TAGS, IDS
    }

    /// @param prefix what they begin with, upper and lower case of A to Z being the same except in ids; empty for any
    /// @param after only names behind this one, for namespaces; empty for the first
    /// @param limit 1 to 100
    public record Question(Kind kind, String prefix, String after, int limit) {
        public Question {
            if (limit < 1 || limit > LIMIT_MAX) {
                throw new IllegalArgumentException("1 to " + LIMIT_MAX + " names, not " + limit);
            }
        }
    }
}
