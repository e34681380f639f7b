package dev.mimo.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// How an operation lies on HTTP. What stands in the path as `{name}` is the request's field of that name; the others
/// are in the query or in the body, as the method has it.
///
/// @param pathNames the names in the path
/// @param inQuery fields that are in the query though there is a body
/// @param body what the body is
public record HttpForm(String method, String path, List<String> pathNames, Set<String> inQuery, Body body) {
    private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)}");

    /// What the body of a request is.
    public enum Body {
        /// There is none; all fields are in the path and the query.
        NONE,
        /// A JSON object of the fields that are nowhere else.
        FIELDS,
        /// As `FIELDS`, and it may be large.
        BATCH,
        /// A file; all fields are in the path and the query.
        FILE
    }

    /// Where in a request a field is.
    public enum Place {
        PATH, QUERY, BODY
    }

    /// @param inQuery fields that are in the query though there is a body
    public static HttpForm of(String method, String path, Body body, String... inQuery) {
        return new HttpForm(method, path, NAME.matcher(path).results().map(MatchResult::group)
                .map(name -> name.substring(1, name.length() - 1)).toList(),
                Set.of(inQuery), body);
    }

    /// All fields are in the path and the query.
    public static HttpForm get(String path) {
        return of("GET", path, Body.NONE);
    }

    /// A JSON object of the fields that are not in the path.
    public static HttpForm post(String path) {
        return of("POST", path, Body.FIELDS);
    }

    public Place place(String field) {
        if (pathNames.contains(field)) {
            return Place.PATH;
        }
        return switch (body) {
            case NONE, FILE -> Place.QUERY;
            case FIELDS, BATCH -> inQuery.contains(field) ? Place.QUERY : Place.BODY;
        };
    }

    /// Of the request's fields, those that are there.
    public List<FieldDescription> fields(RecordShape<?> request, Place there) {
        return request.fields().stream().filter(field -> place(field.name()) == there).toList();
    }

    /// The path with a value in the place of each name.
    public String path(UnaryOperator<String> valueOf) {
        String filled = path;
        for (String name : pathNames) {
            filled = filled.replace("{" + name + "}", encoded(valueOf.apply(name)));
        }
        return filled;
    }

    /// Text as it stands in a path or a query.
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
