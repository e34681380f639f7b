package dev.mimo.call;

import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Feed;
import dev.mimo.call.Operation.Upload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// The rooms of this process, as whoever answers. Rooms bind what they answer before the first call.
public final class LocalClient implements OperationClient {
    /// By the operation's name: whoever calls may have made the operation anew, with bounds of its own.
    private final Map<String, Bound> bound;
    private final Runnable closing;

    private record Bound(Operation<?> operation, Object answer) {}

    public LocalClient() {
        this(new LinkedHashMap<>(), () -> {});
    }

    private LocalClient(Map<String, Bound> bound, Runnable closing) {
        this.bound = bound;
        this.closing = closing;
    }

    /// The same for one who owns what is behind them.
    ///
    /// @param done when they are closed
    public LocalClient closing(Runnable done) {
        return new LocalClient(bound, done);
    }

    public <Q, A> LocalClient on(Call<Q, A> operation, Function<Q, A> answer) {
        return bind(operation, answer);
    }

    public <Q, E> LocalClient on(Feed<Q, E> operation, BiConsumer<Q, Consumer<E>> answer) {
        return bind(operation, answer);
    }

    public <Q, A> LocalClient on(Upload<Q, A> operation, BiFunction<Q, FileBody, A> answer) {
        return bind(operation, answer);
    }

    /// All that are answered, in the order in which they were bound.
    public List<Operation<?>> operations() {
        return bound.values().stream().<Operation<?>>map(Bound::operation).toList();
    }

    @Override
    @SuppressWarnings("unchecked") // `on` let nothing else be bound to the operation
    public <Q, A> A call(Call<Q, A> operation, Q request) {
        return ((Function<Q, A>) answer(operation)).apply(request);
    }

    @Override
    @SuppressWarnings("unchecked") // as above
    public <Q, E> void feed(Feed<Q, E> operation, Q request, Consumer<E> each) {
        ((BiConsumer<Q, Consumer<E>>) answer(operation)).accept(request, each);
    }

    @Override
    @SuppressWarnings("unchecked") // as above
    public <Q, A> A upload(Upload<Q, A> operation, Q request, FileBody file) {
        return ((BiFunction<Q, FileBody, A>) answer(operation)).apply(request, file);
    }

    /// Closes what is behind them for whoever owns that, and for others nothing.
    @Override
    public void close() {
        closing.run();
    }

    private LocalClient bind(Operation<?> operation, Object answer) {
        if (bound.put(operation.title().id(), new Bound(operation, answer)) != null) {
            throw new IllegalStateException(operation.title().id() + " is answered twice");
        }
        return this;
    }

    private Object answer(Operation<?> operation) {
        Bound found = bound.get(operation.title().id());
        if (found == null) {
            throw new IllegalStateException("nobody answers " + operation.title().id());
        }
        return found.answer();
    }
}
