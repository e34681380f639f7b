package dev.mimo.attach;

import dev.mimo.call.HttpForm;
import dev.mimo.call.Operation;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Feed;
import dev.mimo.call.Operation.Upload;
import dev.mimo.call.OperationClient;
import dev.mimo.call.ReadContext;
import dev.mimo.call.Shape;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Operations, answered by a running server over its REST door. What a request lies in, and what its answer means, is
/// read off the operation.
public final class RemoteClient implements OperationClient {
    /// A write may wait for a model that is still loading; nothing honest takes longer than this.
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /// Of all that a namespace holds, or a file that is imported.
    private static final Duration FILE_LIMIT = Duration.ofHours(6);
    /// For the server's proof of itself; long enough for a very busy machine.
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(5);
    private static final JsonLimits ANSWER = JsonLimits.defaults().withBytesMax(Integer.MAX_VALUE - 1);

    private final ServerFile server;
    private final ServerClient client;

    public RemoteClient(ServerFile server) {
        this.server = server;
        this.client = new ServerClient(server, PROOF_LIMIT);
    }

    @Override
    public <Q, A> A call(Call<Q, A> operation, Q request) {
        HttpRequest.Builder sent = request(operation, request, BodyPublishers.noBody());
        return exchange(LIMIT, () -> answer(operation.answer(), client.send(sent)));
    }

    @Override
    public <Q, E> void feed(Feed<Q, E> operation, Q request, Consumer<E> each) {
        HttpRequest.Builder sent = request(operation, request, BodyPublishers.noBody());
        exchange(FILE_LIMIT, () -> {
            HttpResponse<InputStream> answer = client.open(sent);
            try (InputStream content = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw ProblemAnswer.of(answer, new String(content.readAllBytes(), StandardCharsets.UTF_8))
                            .asException();
                }
                BufferedReader lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    each.accept(read(operation.line(), line));
                }
                return true;
            }
        });
    }

    @Override
    public <Q, A> A upload(Upload<Q, A> operation, Q request, FileBody file) {
        HttpRequest.Builder sent = request(operation, request, BodyPublishers.ofInputStream(file::content));
        if (!file.mediaType().isEmpty()) {
            sent.header("Content-Type", file.mediaType());
        }
        return exchange(FILE_LIMIT, () -> answer(operation.answer(), client.send(sent)));
    }

    @Override
    public void close() {
        client.close();
    }

    /// @param file the body where the fields do not make one
    private <Q> HttpRequest.Builder request(Operation<Q> operation, Q request, BodyPublisher file) {
        HttpForm http = operation.http();
        ObjectNode fields = operation.request().write(request);
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        ObjectNode body = Json.object();
        fields.properties().forEach(field -> {
            switch (http.place(field.getKey())) {
                case PATH -> {
                    // filled in below
                }
                case QUERY -> query.add(field.getKey() + "=" + HttpForm.encoded(field.getValue().asString()));
                case BODY -> body.set(field.getKey(), field.getValue());
            }
        });
        HttpRequest.Builder sent = client.call(http.path(name -> pathValue(fields, name)) + query)
                .timeout(operation instanceof Call ? LIMIT : FILE_LIMIT);
        return switch (http.body()) {
            case NONE, FILE -> sent.method(http.method(), file);
            case FIELDS, BATCH -> sent.method(http.method(), BodyPublishers.ofString(Json.text(body)))
                    .header("Content-Type", "application/json");
        };
    }

    /// A blank one would name the whole collection.
    private static String pathValue(ObjectNode fields, String name) {
        String value = fields.path(name).asString("");
        if (value.isBlank()) {
            throw Refusal.invalid(name, "is missing", "Name what is meant.");
        }
        return value;
    }

    private <A> A answer(Shape<A> shape, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 == 2) {
            return read(shape, answer.body());
        }
        throw ProblemAnswer.of(answer, answer.body()).asException();
    }

    /// A newer server may say more than is known here; less would be another program.
    private <A> A read(Shape<A> shape, String json) {
        A read;
        try {
            read = shape.read(Json.parseObject(json, ANSWER), ReadContext.lenient());
        } catch (MalformedJsonException e) {
            read = null;
        }
        if (read == null) {
            throw gone("answered with something that is not the expected JSON");
        }
        return read;
    }

    private interface Exchanged<A> {
        A get() throws IOException, InterruptedException;
    }

    private <A> A exchange(Duration limit, Exchanged<A> exchanged) {
        try {
            return exchanged.get();
        } catch (HttpTimeoutException e) {
            throw new RefusedException(new Refusal.TimedOut(
                    "The server at " + server.address() + " did not answer within " + limit.toMinutes() + " minutes.",
                    "Try again; if it stays so, restart the server."));
        } catch (IOException e) {
            throw gone("stopped answering");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone("was not waited for");
        }
    }

    private RefusedException gone(String what) {
        return new RefusedException(new Refusal.Unavailable("The server at " + server.address() + " " + what + ".",
                "Look whether it still runs with 'mimo doctor', then try again.", Duration.ofSeconds(1)));
    }
}
