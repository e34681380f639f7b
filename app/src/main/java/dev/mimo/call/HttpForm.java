package dev.mimo.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How an operation lies on HTTP. What stands in the path as `{name}` is the request's field of that name; the others
/// are in the query or in the body, as the method has it.
///
/// @param inQuery fields that are in the query though there is a body
/// @param body what the body is
public record HttpForm(String method, String path, Set<String> inQuery, Body body) {
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

    public HttpForm {
        inQuery = Set.copyOf(inQuery);
    }

    public static HttpForm get(String path) {
        return new HttpForm("GET", path, Set.of(), Body.NONE);
    }

    public static HttpForm delete(String path) {
        return new HttpForm("DELETE", path, Set.of(), Body.NONE);
    }

    public static HttpForm post(String path) {
        return new HttpForm("POST", path, Set.of(), Body.FIELDS);
    }

    public static HttpForm patch(String path) {
        return new HttpForm("PATCH", path, Set.of(), Body.FIELDS);
    }

    /// The same with these fields in the query.
    public HttpForm query(String... names) {
        return new HttpForm(method, path, Set.of(names), body);
    }

    /// The same with another body.
    public HttpForm with(Body other) {
        return new HttpForm(method, path, inQuery, other);
    }

    /// The names in the path.
    public List<String> pathNames() {
        return NAME.matcher(path).results().map(MatchResult::group).map(each -> each.substring(1, each.length() - 1))
                .toList();
    }

    /// Of the request's fields, those that are in the query.
    public List<FieldDescription> queryFields(RecordShape<?> request) {
        List<FieldDescription> fields = new ArrayList<>(request.fields());
        fields.removeIf(field -> place(field.name()) != Place.QUERY);
        return fields;
    }

    /// Of the request's fields, those that are in the body.
    public List<FieldDescription> bodyFields(RecordShape<?> request) {
        List<FieldDescription> fields = new ArrayList<>(request.fields());
        fields.removeIf(field -> place(field.name()) != Place.BODY);
        return fields;
    }

    /// The path with a value in the place of each name.
    public String path(Function<String, String> valueOf) {
        return NAME.matcher(path).replaceAll(name -> Matcher.quoteReplacement(
                encoded(valueOf.apply(name.group().substring(1, name.group().length() - 1)))));
    }

    /// Text as it stands in a path or a query.
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Where in a request a field is.
    public enum Place {
        PATH, QUERY, BODY
    }

    public Place place(String field) {
        if (pathNames().contains(field)) {
            return Place.PATH;
        }
        return switch (body) {
            case NONE, FILE -> Place.QUERY;
            case FIELDS, BATCH -> inQuery.contains(field) ? Place.QUERY : Place.BODY;
        };
    }
}
