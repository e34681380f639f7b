package dev.mimo.attach;

import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The memory calls of a running server, over its REST door.
public final class RemoteMemoryCalls implements MemoryCalls {
    /// A write may wait for a model that is still loading; nothing honest takes longer than this.
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ServerFile server;
    private final ServerClient client;

    public RemoteMemoryCalls(ServerFile server) {
        this.server = server;
        this.client = new ServerClient(server, LIMIT);
    }

    @Override
    public ObjectNode remember(ObjectNode request) {
        return send("POST", "/v1/memories", request);
    }

    @Override
    public ObjectNode rememberAll(ObjectNode request) {
        return send("POST", "/v1/memories/batch", request);
    }

    @Override
    public ObjectNode recall(ObjectNode request) {
        return send("POST", "/v1/recall", request);
    }

    @Override
    public ObjectNode get(ObjectNode request) {
        ObjectNode rest = request.deepCopy();
        return ask("/v1/memories/" + take(rest, "id"), rest);
    }

    @Override
    public ObjectNode versions(ObjectNode request) {
        ObjectNode rest = request.deepCopy();
        return ask("/v1/memories/" + take(rest, "id") + "/versions", rest);
    }

    @Override
    public ObjectNode list(ObjectNode request) {
        return ask("/v1/memories", request);
    }

    @Override
    public ObjectNode update(ObjectNode request) {
        ObjectNode rest = request.deepCopy();
        String path = "/v1/memories/" + take(rest, "id");
        return send("PATCH", path + query(namespaceOf(rest)), rest);
    }

    @Override
    public ObjectNode delete(ObjectNode request) {
        ObjectNode rest = request.deepCopy();
        return exchange(client.call("/v1/memories/" + take(rest, "id") + query(rest)).DELETE());
    }

    @Override
    public ObjectNode deleteWhere(ObjectNode request) {
        return send("POST", "/v1/memories/delete", request);
    }

    @Override
    public ObjectNode undo(ObjectNode request) {
        ObjectNode rest = request.deepCopy();
        return exchange(client.call("/v1/undo/" + take(rest, "handle") + query(rest)).POST(BodyPublishers.noBody()));
    }

    @Override
    public void close() {
        client.close();
    }

    private ObjectNode ask(String path, ObjectNode parameters) {
        return exchange(client.call(path + query(parameters)).GET());
    }

    private ObjectNode send(String method, String path, ObjectNode body) {
        return exchange(client.call(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString())));
    }

    private ObjectNode exchange(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request);
            if (answer.statusCode() / 100 == 2) {
                return (ObjectNode) JsonMapper.shared().readTree(answer.body());
            }
            throw ProblemAnswer.of(answer).asException();
        } catch (HttpTimeoutException e) {
            throw new RefusedException(new Refusal.TimedOut(
                    "The server at " + server.address() + " did not answer within " + LIMIT.toSeconds() + " s.",
                    "Try again; if it stays so, restart the server."));
        } catch (IOException e) {
            throw gone("stopped answering");
        } catch (JacksonException | ClassCastException e) {
            throw gone("answered with something that is not the expected JSON");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone("was not waited for");
        }
    }

    private RefusedException gone(String what) {
        return new RefusedException(new Refusal.Unavailable("The server at " + server.address() + " " + what + ".",
                "Look whether it still runs with 'mimo doctor', then try again.", Duration.ofSeconds(1)));
    }

    /// Removes the field and returns it fit for a path. A blank one would name the whole collection.
    private static String take(ObjectNode request, String field) {
        JsonNode value = request.remove(field);
        if (value == null || value.asString("").isBlank()) {
            throw Refusal.invalid(field, "is missing", "Name the memory or the undo handle that is meant.");
        }
        return encode(value.asString());
    }

    private static ObjectNode namespaceOf(ObjectNode rest) {
        ObjectNode only = JsonMapper.shared().createObjectNode();
        JsonNode namespace = rest.remove("namespace");
        if (namespace != null) {
            only.set("namespace", namespace);
        }
        return only;
    }

    private static String query(ObjectNode parameters) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        parameters.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isArray()) {
                value.forEach(item -> query.add(field.getKey() + "=" + encode(item.asString())));
            } else {
                query.add(field.getKey() + "=" + encode(value.asString()));
            }
        });
        return query.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
