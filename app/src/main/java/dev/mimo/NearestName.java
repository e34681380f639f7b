package dev.mimo;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// What somebody who mistyped a name most likely meant.
final class NearestName {
    private NearestName() {}

    /// The name that needs the fewest edits; absent when even that is a different word.
    static @Nullable String to(String typed, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> edits(typed, name)))
                .filter(name -> edits(typed, name) <= Math.max(2, typed.length() / 3))
                .orElse(null);
    }

    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
