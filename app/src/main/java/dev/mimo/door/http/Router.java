package dev.mimo.door.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the route of a request. A list is searched from its start: there are a few dozen routes.
public final class Router {
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(PathTemplate template, Route route) {}

    /// What became of a request.
    sealed interface Match {
        record Found(Route route, Map<String, String> values) implements Match {}

        /// The path is known, with these methods.
        record WrongMethod(Set<String> allowed) implements Match {}

        record NoRoute() implements Match {}
    }

    /// @throws IllegalArgumentException when two routes would answer the same requests
    public Router(List<Route> routes) {
        Set<List<String>> taken = new HashSet<>();
        for (Route route : routes) {
            PathTemplate template = PathTemplate.parse(route.path());
            List<String> identity = new ArrayList<>(template.shape());
            identity.add(String.valueOf(route.method()));
            if (!taken.add(identity)) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
            }
            entries.add(new Entry(template, route));
        }
    }

    /// @param segments of the path, decoded
    Match find(String method, List<String> segments) {
        Set<String> allowed = new TreeSet<>();
        Entry best = null;
        Map<String, String> values = Map.of();
        for (Entry entry : entries) {
            Map<String, String> matched = entry.template().match(segments);
            if (matched == null) {
                continue;
            }
            allow(entry.route().method(), allowed);
            if (answers(entry.route().method(), method) && isBetter(entry, best, method)) {
                best = entry;
                values = matched;
            }
        }
        if (best != null) {
            return new Match.Found(best.route(), values);
        }
        return allowed.isEmpty() ? new Match.NoRoute() : new Match.WrongMethod(allowed);
    }

    private static boolean isBetter(Entry entry, @Nullable Entry best, String method) {
        if (best == null || entry.template().isMoreExactThan(best.template())) {
            return true;
        }
        boolean sameShape = !best.template().isMoreExactThan(entry.template());
        return sameShape && method.equals(entry.route().method()) && !method.equals(best.route().method());
    }

    private static boolean answers(@Nullable String offered, String asked) {
        return offered == null || offered.equals(asked) || (offered.equals("GET") && asked.equals("HEAD"));
    }

    private static void allow(@Nullable String method, Set<String> allowed) {
        if (method != null) {
            allowed.add(method);
            if (method.equals("GET")) {
                allowed.add("HEAD");
            }
        }
    }
}
