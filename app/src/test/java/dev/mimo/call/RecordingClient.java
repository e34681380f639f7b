package dev.mimo.call;

import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Feed;
import dev.mimo.call.Operation.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// Takes down what it was asked, as JSON, and answers with what a test says.
public final class RecordingClient implements OperationClient {
    /// Names of the operations, in order.
    public final List<String> called = new ArrayList<>();
    public final List<ObjectNode> requests = new ArrayList<>();
    public UnaryOperator<ObjectNode> answer = request -> request;
    public int closed;

    /// Each call with its request.
    public List<String> asked() {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < called.size(); i++) {
            asked.add(called.get(i) + " " + requests.get(i));
        }
        return asked;
    }

    @Override
    public <Q, A> A call(Call<Q, A> operation, Q request) {
        return operation.answer().readWhole(answer.apply(note(operation, request)), ReadContext.lenient());
    }

    @Override
    public <Q, E> void feed(Feed<Q, E> operation, Q request, Consumer<E> each) {
        E line = operation.line().read(answer.apply(note(operation, request)), ReadContext.lenient());
        if (line != null) {
            each.accept(line);
        }
    }

    @Override
    public <Q, A> A upload(Upload<Q, A> operation, Q request, FileBody file) {
        return operation.answer().readWhole(answer.apply(note(operation, request)), ReadContext.lenient());
    }

    @Override
    public void close() {
        closed++;
    }

    private <Q> ObjectNode note(Operation<Q> operation, Q request) {
        ObjectNode written = operation.request().write(request);
        called.add(operation.title().id());
        requests.add(written);
        return written;
    }
}
