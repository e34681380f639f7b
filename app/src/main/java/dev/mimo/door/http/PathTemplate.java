package dev.mimo.door.http;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A path with places for values: `/v1/memories/{id}/versions`.
final class PathTemplate implements Comparable<PathTemplate> {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~-]+|\\{[a-z_]+}");

    private final List<String> segments;

    private PathTemplate(List<String> segments) {
        this.segments = segments;
    }

    static PathTemplate parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: " + text);
        }
        List<String> segments = split(text);
        Set<String> names = new HashSet<>();
        for (String segment : segments) {
            boolean root = segments.size() == 1 && segment.isEmpty();
            if (!root && !SEGMENT.matcher(segment).matches()) {
                throw new IllegalArgumentException("not a path template: " + text);
            }
            if (isName(segment) && !names.add(segment)) {
                throw new IllegalArgumentException("a name is used twice: " + text);
            }
        }
        return new PathTemplate(segments);
    }

    /// The path cut at its slashes, without the first; the root is one empty segment.
    static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /// The values by name, or absent when the path is another.
    @Nullable
    Map<String, String> match(List<String> path) {
        if (path.size() != segments.size()) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            String given = path.get(i);
            if (isName(segment) && !given.isEmpty()) {
                values.put(segment.substring(1, segment.length() - 1), given);
            } else if (!segment.equals(given)) {
                return null;
            }
        }
        return values;
    }

    /// The more exact first: the earlier a segment is literal, the more exact.
    @Override
    public int compareTo(PathTemplate other) {
        return Arrays.compare(names(), other.names());
    }

    private boolean[] names() {
        boolean[] names = new boolean[segments.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = isName(segments.get(i));
        }
        return names;
    }

    /// Equal for templates that match the same paths.
    List<String> shape() {
        return segments.stream().map(segment -> isName(segment) ? "{}" : segment).toList();
    }

    private static boolean isName(String segment) {
        return segment.startsWith("{");
    }
}
