package dev.mimo.door.rest;

import dev.mimo.call.Calls;
import dev.mimo.call.FieldDescription;
import dev.mimo.call.HttpForm;
import dev.mimo.call.HttpForm.Body;
import dev.mimo.call.Operation;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Feed;
import dev.mimo.call.Operation.Upload;
import dev.mimo.call.Reading;
import dev.mimo.door.http.HttpExchange;
import dev.mimo.door.http.HttpLimits;
import dev.mimo.door.http.Route;
import dev.mimo.door.http.Route.RouteHandler;
import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The routes of operations. What a request has in its path, its query and its body becomes one object, which the
/// operation's own shape reads.
public final class OperationRoutes {
    private final Calls calls;

    private OperationRoutes(Calls calls) {
        this.calls = calls;
    }

    /// One route for each operation.
    public static List<Route> of(List<Operation<?>> operations, Calls calls, HttpLimits limits) {
        OperationRoutes routes = new OperationRoutes(calls);
        return operations.stream().map(operation -> routes.route(operation, limits)).toList();
    }

    private Route route(Operation<?> operation, HttpLimits limits) {
        HttpForm http = operation.http();
        Route route = Route.of(http.method(), http.path(), switch (operation) {
            case Call<?, ?> call -> handler(call);
            case Feed<?, ?> feed -> handler(feed);
            case Upload<?, ?> upload -> handler(upload);
        });
        return switch (http.body()) {
            case BATCH -> route.on(Route.Entry.withBody(limits.batchBytesMax()));
            case FILE -> route.on(Route.Entry.UNTIMED);
            case NONE, FIELDS -> operation instanceof Feed ? route.on(Route.Entry.UNTIMED) : route;
        };
    }

    private <Q, A> RouteHandler handler(Call<Q, A> call) {
        return exchange -> {
            A answer = calls.call(call, read(call, exchange));
            String location = call.created() == null ? null : call.created().apply(answer);
            if (location != null) {
                exchange.set("Location", location);
            }
            exchange.answer(location == null ? 200 : 201, call.answer().write(answer));
        };
    }

    private <Q, E> RouteHandler handler(Feed<Q, E> feed) {
        return exchange -> {
            Q request = read(feed, exchange);
            exchange.answer(200, Feed.MEDIA_TYPE,
                    out -> calls.feed(feed, request, line -> write(out, Json.bytes(feed.line().write(line)))));
        };
    }

    private <Q, A> RouteHandler handler(Upload<Q, A> upload) {
        return exchange -> {
            Q request = read(upload, exchange);
            String type = Objects.requireNonNullElse(exchange.header("Content-Type"), "");
            exchange.answer(200, upload.answer().write(calls.upload(upload, request,
                    new Calls.FileBody(exchange.input(), type.split(";", 2)[0].strip()))));
        };
    }

    private static void write(OutputStream out, byte[] line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static <Q> Q read(Operation<Q> operation, HttpExchange exchange) throws IOException {
        HttpForm http = operation.http();
        ObjectNode request = Json.object();
        List<FieldProblem> problems = new ArrayList<>();
        exchange.parameters().forEach((name, text) -> {
            FieldDescription field = field(operation, name);
            switch (field == null ? HttpForm.Place.QUERY : http.place(name)) {
                case PATH -> problems.add(new FieldProblem(name, "is in the path already"));
                case BODY -> problems.add(new FieldProblem(name, "is not a query parameter here"));
                case QUERY -> {
                    if (field != null) {
                        request.set(name, field.shape().ofText(text));
                    } else if (http.body() == Body.NONE && !http.method().equals("POST")) {
                        // goes along, so that all problems are told at once
                        request.put(name, text);
                    } else {
                        problems.add(new FieldProblem(name, "is not a query parameter here"));
                    }
                }
            }
        });
        if (!problems.isEmpty()) {
            throw refused(operation, problems);
        }
        exchange.pathValues().forEach(request::put);
        return operation.request().readWhole(joined(operation, exchange, request), Reading.strict(apart(operation)));
    }

    private static ObjectNode joined(Operation<?> operation, HttpExchange exchange, ObjectNode request)
            throws IOException {
        switch (operation.http().body()) {
            case FIELDS, BATCH -> exchange.jsonBody().properties().forEach(field -> {
                if (field(operation, field.getKey()) != null
                        && operation.http().place(field.getKey()) != HttpForm.Place.BODY) {
                    throw Refusal.invalid(field.getKey(), "does not go into this body",
                            "Give it in the path or the query only.");
                }
                request.set(field.getKey(), field.getValue());
            });
            case NONE -> refuseBody(exchange);
            case FILE -> {
                // is read by whoever answers
            }
        }
        return request;
    }

    /// An empty object is as good as no body: some clients send one with every POST.
    private static void refuseBody(HttpExchange exchange) throws IOException {
        if (exchange.method().equals("POST") && exchange.hasBody()) {
            for (Map.Entry<String, ?> field : exchange.jsonBody().properties()) {
                throw Refusal.invalid(field.getKey(), "does not go into this body",
                        "Give it in the path or the query only.");
            }
        }
    }

    /// What the caller of the operation cannot have mistyped where unknown fields are found.
    private static Set<String> apart(Operation<?> operation) {
        HttpForm http = operation.http();
        HttpForm.Place open = http.place("");
        return operation.request().fields().stream().map(FieldDescription::name)
                .filter(name -> http.place(name) != open).collect(Collectors.toSet());
    }

    private static @Nullable FieldDescription field(Operation<?> operation, String name) {
        return operation.request().fields().stream().filter(field -> field.name().equals(name)).findFirst()
                .orElse(null);
    }

    private static RefusedException refused(Operation<?> operation, List<FieldProblem> problems) {
        List<FieldDescription> known = operation.http().queryFields(operation.request());
        FieldProblem first = problems.getFirst();
        String remedy = known.isEmpty()
                ? "This path takes no query parameters; fields go into the JSON body."
                : "The query parameters here are: "
                        + String.join(", ", known.stream().map(FieldDescription::name).toList()) + ".";
        return new RefusedException(new Refusal.Invalid(
                "The query parameter '" + first.field() + "' " + first.problem() + ".", remedy, problems));
    }
}
