package dev.mimo.models;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.telemetry.HealthProbe;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Owns the embedding model from the first wish for it to its end. Loading happens in the background, so that
/// nothing waits that does not ask to; a model that does not load, or fails again and again, is a state with a
/// reason, and is tried again after a pause by whoever asks next.
public final class ModelHost implements HealthProbe, AutoCloseable {
    static final String REMEDY = "Words still find every memory. See what `mimo doctor` says of the embedding model; "
            + "it is loaded again by itself after a pause.";
    private static final Logger LOG = LoggerFactory.getLogger(ModelHost.class);
    private static final Duration LOADING_ENDS = Duration.ofSeconds(10);

    private final EmbeddingSettings settings;
    private final Loader opener;
    private final InstantSource clock;
    private final MeterRegistry meters;
    // guards the fields below, and is never held while a model is loaded or closed
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private volatile State state = new Idle();
    private volatile int dimension;
    private volatile String id;
    private Instant retryAt = Instant.MIN;
    private volatile @Nullable Thread loader;
    private boolean closed;

    /// How the model is doing.
    private sealed interface State {}

    /// Not asked for yet.
    private record Idle() implements State {}

    private record Loading() implements State {}

    private record Ready(EmbeddingModel model) implements State {}

    /// Cannot be used; recall works by words alone meanwhile.
    private record Broken(String reason) implements State {}

    /// Opens a model; called on a thread of its own.
    @FunctionalInterface
    interface Loader {
        EmbeddingModel load() throws BrokenModelException;
    }

    /// What is known of a model before it is loaded.
    ///
    /// @param id what the model's id will be, as far as it is known
    /// @param dimension 0 when only the model itself can say
    record Expected(String id, int dimension) {}

    ModelHost(Expected expected, EmbeddingSettings settings, Loader opener, InstantSource clock, MeterRegistry meters) {
        this.id = expected.id();
        this.dimension = expected.dimension();
        this.settings = settings;
        this.opener = opener;
        this.clock = clock;
        this.meters = meters;
        Gauge.builder("mimo.embedding.ready", this, host -> host.state instanceof Ready ? 1 : 0).register(meters);
    }

    /// A host of the model the settings name, which is not loaded before `start`.
    ///
    /// @param dist where the program's parts are laid out: bundled models and native libraries
    public static ModelHost of(EmbeddingSettings settings, Path dist, InstantSource clock, MeterRegistry meters) {
        if (settings.endpoint().isUsed()) {
            // no vector has this id, so none is compared before the endpoint has said how long they are
            return new ModelHost(new Expected(settings.model() + "@unknown", 0), settings,
                    () -> EndpointEmbeddingModel.open(settings), clock, meters);
        }
        Expected expected;
        try {
            ModelSpec spec = ModelSpec.find(settings.model(), settings.use(), dist);
            expected = new Expected(spec.id(), spec.dimension());
        } catch (BrokenModelException _) {
            // loading will say why
            expected = new Expected(settings.model() + "@missing", ModelSpec.DIMENSION);
        }
        return new ModelHost(expected, settings, () -> {
            NativeLibraries.use(dist);
            return OnnxEmbeddingModel.open(ModelSpec.find(settings.model(), settings.use(), dist), dist);
        }, clock, meters);
    }

    /// The id of the model in use, known before it is loaded; see `EmbeddingModel.id`.
    public String id() {
        return id;
    }

    /// Of the vectors of the model that `id` names; any where there can be none yet.
    public int dimension() {
        return dimension == 0 ? ModelSpec.DIMENSION : dimension;
    }

    /// Within what bounds the cosines of the model in use lie.
    public CosineRange cosines() {
        return state instanceof Ready(EmbeddingModel model) ? model.cosines() : CosineRange.USUAL;
    }

    /// Begins to load, and returns at once. Does nothing while the model is loading or ready, or rests after a
    /// failure.
    public void start() {
        lock.lock();
        try {
            boolean wanted = switch (state) {
                case Idle() -> !closed;
                case Broken _ -> !clock.instant().isBefore(retryAt);
                case Loading(),Ready _ -> false;
            };
            if (wanted) {
                state = new Loading();
                // a platform thread: native code would hold on to a virtual thread's carrier meanwhile
                loader = Thread.ofPlatform().daemon().name("mimo-model-load").start(this::load);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether it is loaded, or being loaded: whoever ends has to wait for that in any case.
    public boolean isStarted() {
        State now = state;
        return now instanceof Ready || now instanceof Loading;
    }

    /// Whether it could not be loaded, or failed too often, and is not being loaded again.
    public boolean isBroken() {
        return state instanceof Broken;
    }

    /// The model if it can be used now. When it is broken and has rested, loads it again in the background.
    public @Nullable EmbeddingModel ready() {
        State now = state;
        if (now instanceof Ready(EmbeddingModel model)) {
            return model;
        }
        if (now instanceof Broken) {
            start();
        }
        return null;
    }

    /// The model, loaded first where need be.
    ///
    /// @param patience how long to wait for it at most
    /// @throws RefusedException as unavailable when the model is broken, as timed out when it still loads
    public EmbeddingModel await(Duration patience) {
        start();
        lock.lock();
        try {
            long left = patience.toNanos();
            while (state instanceof Loading && left > 0) {
                left = settled.awaitNanos(left);
            }
            return switch (state) {
                case Ready(EmbeddingModel model) -> model;
                case Broken(String reason) ->
                    throw new RefusedException(new Refusal.Unavailable(reason, REMEDY, settings.retryAfter()));
                case Idle() -> throw new RefusedException(new Refusal.Unavailable("The embedding model is closed.",
                        "Mimo is ending; ask again once it runs.", settings.retryAfter()));
                case Loading() -> throw new RefusedException(new Refusal.TimedOut(
                        "The embedding model " + id + " is still being loaded.", "Ask again in a moment."));
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RefusedException(new Refusal.Unavailable("The wait for the embedding model was interrupted.",
                    "Ask again.", settings.retryAfter()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Health health() {
        Map<String, Object> facts = new LinkedHashMap<>();
        State now = state;
        facts.put("model", id);
        facts.put("state", switch (now) {
            case Idle() -> "idle";
            case Loading() -> "loading";
            case Ready _ -> "ready";
            case Broken(String reason) -> {
                facts.put("reason", reason);
                yield "broken";
            }
        });
        return new Health(now instanceof Broken ? Status.DEGRADED : Status.UP, facts);
    }

    /// Lets the model go; calls under way still end well. Waits for one that is being loaded, within a limit: a
    /// process that ends while native code starts up crashes instead.
    @Override
    public void close() {
        State last;
        lock.lock();
        try {
            closed = true;
            last = state;
            state = new Idle();
            settled.signalAll();
        } finally {
            lock.unlock();
        }
        closeModel(last);
        Thread loading = loader;
        if (loading != null) {
            try {
                loading.join(LOADING_ENDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void load() {
        long start = System.nanoTime();
        try {
            EmbeddingModel model = requireExpected(opener.load());
            LOG.info("Embedding model {} is ready after {} ms", model.id(), (System.nanoTime() - start) / 1_000_000);
            // before the id, as vectors of that id have this dimension
            dimension = model.dimension();
            id = model.id();
            settle(new Ready(new ServedModel(model, settings, meters, this::failed)));
        } catch (BrokenModelException e) {
            settle(broken(e.getMessage(), e));
        } catch (RuntimeException | Error e) {
            // a library that cannot be loaded shows as any of several errors; none may leave the state at Loading
            settle(broken("The embedding model could not be loaded: " + rootCause(e), e));
        }
    }

    /// What compares vectors may have been made for the dimension that was known before.
    private EmbeddingModel requireExpected(EmbeddingModel model) throws BrokenModelException {
        if (dimension != 0 && model.dimension() != dimension) {
            model.close();
            throw new BrokenModelException("The embedding model " + model.id() + " has " + model.dimension()
                    + " dimensions where " + dimension + " were expected at the start; start Mimo again to use it.");
        }
        return model;
    }

    private void failed(ServedModel.Broke broke) {
        // an earlier model's last words must not end its successor
        if (state instanceof Ready(EmbeddingModel model) && model == broke.model()) {
            settle(broken(broke.reason(), null));
        }
        broke.model().close();
    }

    private static Broken broken(@Nullable String reason, @Nullable Throwable cause) {
        LOG.warn("No embedding model, so memories are found by words alone: {}", reason);
        LOG.debug("Why the embedding model is broken", cause);
        return new Broken(String.valueOf(reason));
    }

    private void settle(State next) {
        lock.lock();
        try {
            if (!closed) {
                state = next;
                retryAt = clock.instant().plus(settings.retryAfter());
                settled.signalAll();
                return;
            }
        } finally {
            lock.unlock();
        }
        closeModel(next);
    }

    private static void closeModel(State state) {
        if (state instanceof Ready(EmbeddingModel model)) {
            model.close();
        }
    }

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : rootCause(cause);
    }
}
