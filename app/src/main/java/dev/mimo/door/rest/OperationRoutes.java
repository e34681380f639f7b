package dev.mimo.door.rest;

import dev.mimo.call.FieldDescription;
import dev.mimo.call.HttpForm;
import dev.mimo.call.HttpForm.Body;
import dev.mimo.call.HttpForm.Place;
import dev.mimo.call.Operation;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Feed;
import dev.mimo.call.Operation.Upload;
import dev.mimo.call.OperationClient;
import dev.mimo.call.ReadContext;
import dev.mimo.call.RecordShape;
import dev.mimo.door.http.HttpExchange;
import dev.mimo.door.http.HttpLimits;
import dev.mimo.door.http.Route;
import dev.mimo.door.http.Route.RouteHandler;
import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The routes of operations. What a request has in its path, its query and its body becomes one object, which the
/// operation's own shape reads.
///
/// @param calls whoever answers
public record OperationRoutes(OperationClient calls) {
    /// One route for each operation.
    public static List<Route> of(List<Operation<?>> operations, OperationClient calls, HttpLimits limits) {
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
        RequestReader<Q> reader = RequestReader.of(call);
        return exchange -> {
            A answer = calls.call(call, reader.read(exchange));
            String location = call.created() == null ? null : call.created().apply(answer);
            if (location != null) {
                exchange.set("Location", location);
            }
            exchange.answer(location == null ? 200 : 201, call.answer().write(answer));
        };
    }

    private <Q, E> RouteHandler handler(Feed<Q, E> feed) {
        RequestReader<Q> reader = RequestReader.of(feed);
        return exchange -> {
            Q request = reader.read(exchange);
            exchange.answer(200, Feed.MEDIA_TYPE,
                    out -> calls.feed(feed, request, line -> write(out, Json.bytes(feed.line().write(line)))));
        };
    }

    private <Q, A> RouteHandler handler(Upload<Q, A> upload) {
        RequestReader<Q> reader = RequestReader.of(upload);
        return exchange -> {
            Q request = reader.read(exchange);
            String type = mediaType(exchange);
            exchange.answer(200, upload.answer().write(calls.upload(upload, request,
                    new OperationClient.FileBody(exchange.input(), type))));
        };
    }

    /// Of a file, without parameters; empty when its sender does not say it. Refuses what would be read as something
    /// else than it is.
    private static String mediaType(HttpExchange exchange) {
        if (exchange.isEncoded()) {
            throw new RefusedException(new Refusal.Unsupported("The file is compressed on its way.",
                    "Send it without Content-Encoding; a ZIP archive is sent as application/zip."));
        }
        String[] parts = Objects.requireNonNullElse(exchange.header("Content-Type"), "").toLowerCase(Locale.ROOT)
                .split(";", 8);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw new RefusedException(new Refusal.Unsupported("The file is not sent in UTF-8.",
                        "Encode it in UTF-8, and say 'charset=utf-8' or nothing."));
            }
        }
        return parts[0].strip();
    }

    private static void write(OutputStream out, byte[] line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /// @param elsewhere fields that the caller cannot have mistyped where unknown ones are found
    private record RequestReader<Q>(RecordShape<Q> shape, HttpForm http, Set<String> elsewhere) {
        static <Q> RequestReader<Q> of(Operation<Q> operation) {
            HttpForm http = operation.http();
            Place open = http.place("");
            return new RequestReader<>(operation.request(), http, operation.request().fields().stream()
                    .map(FieldDescription::name).filter(name -> http.place(name) != open).collect(Collectors.toSet()));
        }

        Q read(HttpExchange exchange) throws IOException {
            ObjectNode request = Json.object();
            ReadContext at = ReadContext.strict(elsewhere);
            exchange.parameters().forEach((name, text) -> put(request, name,
                    shape.hasField(name) ? shape.field(name).shape().ofText(text) : StringNode.valueOf(text),
                    Place.QUERY, at));
            exchange.pathValues().forEach(request::put);
            // some clients send an empty object with every POST
            boolean strayBody = http.body() == Body.NONE && http.method().equals("POST") && exchange.hasBody();
            if (strayBody || http.body() == Body.FIELDS || http.body() == Body.BATCH) {
                exchange.jsonBody().properties()
                        .forEach(field -> put(request, field.getKey(), field.getValue(), Place.BODY, at));
            }
            return shape.readWhole(request, at);
        }

        /// What is not known goes along, so that all problems are told at once.
        private void put(ObjectNode request, String name, JsonNode value, Place found, ReadContext at) {
            if (!shape.hasField(name) || http.place(name) == found) {
                request.set(name, value);
            } else {
                at.field(name).problem("does not go into the " + word(found) + " but into the "
                        + word(http.place(name)));
            }
        }

        private static String word(Place place) {
            return place.name().toLowerCase(Locale.ROOT);
        }
    }
}
