package dev.mimo.door.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Finds the route of a request. A list is searched from its start: there are a few dozen routes.
public final class Router {
    /// The more exact first.
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(PathTemplate template, Route route) {
        boolean answers(String asked) {
            return route.method().equals(asked) || (hasHead() && asked.equals("HEAD"));
        }

        boolean hasHead() {
            return route.method().equals("GET") && route.entry().head();
        }
    }

    /// What became of a request.
    sealed interface Match {
        record Found(Route route, Map<String, String> values) implements Match {}

        /// The path is known, with these methods.
        record WrongMethod(Set<String> allowed) implements Match {}

        record NoRoute() implements Match {}
    }

    /// @throws IllegalArgumentException when two routes would answer the same requests
    public Router(List<Route> routes) {
        Set<String> taken = new HashSet<>();
        for (Route route : routes) {
            PathTemplate template = PathTemplate.parse(route.path());
            if (!taken.add(route.method() + " " + template.shape())) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
            }
            entries.add(new Entry(template, route));
        }
        entries.sort(Comparator.comparing(Entry::template));
    }

    /// A slash at the end is passed over, unless a value is missing behind it.
    ///
    /// @param segments of the path, decoded
    Match find(String method, List<String> segments) {
        Match match = exact(method, segments);
        boolean slashed = segments.size() > 1 && segments.getLast().isEmpty();
        if (!(match instanceof Match.NoRoute) || !slashed) {
            return match;
        }
        List<String> before = segments.subList(0, segments.size() - 1);
        List<String> withValue = Stream.concat(before.stream(), Stream.of("x")).toList();
        return exact(method, withValue) instanceof Match.NoRoute ? exact(method, before) : match;
    }

    private Match exact(String method, List<String> segments) {
        Set<String> allowed = new TreeSet<>();
        for (Entry entry : entries) {
            Map<String, String> values = entry.template().match(segments);
            if (values != null && entry.answers(method)) {
                return new Match.Found(entry.route(), values);
            }
            if (values != null) {
                allowed.add(entry.route().method());
            }
            if (values != null && entry.hasHead()) {
                allowed.add("HEAD");
            }
        }
        return allowed.isEmpty() ? new Match.NoRoute() : new Match.WrongMethod(allowed);
    }
}
