package dev.mimo.models.language;

import dev.mimo.json.Json;
import dev.mimo.models.language.ProviderHttp.ProviderRequest;
import dev.mimo.models.language.ProviderWire.StreamTranslator;
import dev.mimo.resilience.AttemptFailedException;
import dev.mimo.resilience.AttemptFailedException.Blame;
import dev.mimo.resilience.CallDeadline;
import dev.mimo.resilience.CallGuard;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One provider's models, behind its breaker.
final class ProviderModel implements LanguageModel {
    private static final String STREAM_END = "[DONE]";

    private final ProviderSettings settings;
    private final ProviderWire wire;
    private final CallGuard guard;
    private final Supplier<ProviderHttp> http;
    private final Duration timeout;
    private final Duration streamTimeout;

    ProviderModel(ProviderSettings settings, CallGuard guard, Supplier<ProviderHttp> http, Duration timeout,
            Duration streamTimeout) {
        this.settings = settings;
        this.wire = ProviderWire.of(settings.kind());
        this.guard = guard;
        this.http = http;
        this.timeout = timeout;
        this.streamTimeout = streamTimeout;
    }

    ProviderSettings settings() {
        return settings;
    }

    CallGuard.State state() {
        return guard.state();
    }

    @Override
    public ObjectNode complete(ObjectNode chat, String model, CallTerms terms) throws AttemptFailedException {
        ProviderRequest request = request(chat, model, false);
        return guard.call(terms.deadline(), () -> {
            CallDeadline until = terms.deadline().within(timeout);
            ByteFeed feed = http.get().open(request, until, terms.stopper());
            return wire.answer(ProviderHttp.json(ProviderHttp.whole(feed, until, terms.stopper())));
        });
    }

    @Override
    public void stream(ObjectNode chat, String model, CallTerms terms, ChunkSink sink)
            throws AttemptFailedException, IOException {
        ProviderRequest request = request(chat, model, true);
        AtomicReference<@Nullable IOException> gone = new AtomicReference<>();
        try {
            guard.call(terms.deadline(), () -> {
                ByteFeed feed = http.get().open(request, terms.deadline().within(timeout), terms.stopper());
                try {
                    new StreamRun(new LineFeed(feed), terms, new HeldStart(sink, gone)).run();
                } finally {
                    feed.cancel();
                }
                return true;
            });
        } catch (AttemptFailedException e) {
            IOException unheard = gone.get();
            if (unheard != null) {
                throw unheard;
            }
            throw e;
        }
    }

    private ProviderRequest request(ObjectNode chat, String model, boolean stream) throws AttemptFailedException {
        return new ProviderRequest(settings.name(), wire.address(settings.base()), wire.headers(settings.key()),
                Json.bytes(wire.request(chat, model, stream)), settings.key());
    }

    /// Keeps back what says nothing yet, so that an answer that never begins can still be another's.
    private static final class HeldStart {
        private final ChunkSink sink;
        private final AtomicReference<@Nullable IOException> gone;
        private final List<ObjectNode> held = new ArrayList<>();
        private boolean begun;

        HeldStart(ChunkSink sink, AtomicReference<@Nullable IOException> gone) {
            this.sink = sink;
            this.gone = gone;
        }

        boolean hasBegun() {
            return begun;
        }

        void take(ObjectNode chunk) throws AttemptFailedException {
            if (!begun && !ChatJson.isSubstantial(chunk)) {
                held.add(chunk);
                return;
            }
            begun = true;
            try {
                for (ObjectNode early : held) {
                    sink.chunk(early);
                }
                held.clear();
                sink.chunk(chunk);
            } catch (IOException e) {
                gone.set(e);
                throw ProviderHttp.givenUp();
            }
        }
    }

    /// One stream, from its first line to its last.
    private final class StreamRun {
        private final LineFeed lines;
        private final CallTerms terms;
        private final HeldStart sink;
        private final StreamTranslator translator = wire.translator();
        private final CallDeadline end;

        StreamRun(LineFeed lines, CallTerms terms, HeldStart sink) {
            this.lines = lines;
            this.terms = terms;
            this.sink = sink;
            this.end = terms.deadline().anew(streamTimeout);
        }

        void run() throws AttemptFailedException {
            try {
                read();
            } catch (AttemptFailedException e) {
                if (translator.isComplete() && e.blame() != Blame.NOBODY) {
                    // all that matters was heard
                    return;
                }
                throw sink.hasBegun() && e.blame() != Blame.NOBODY ? new BrokenAnswerException(e.reason()) : e;
            }
        }

        private void read() throws AttemptFailedException {
            for (String part = next(); part != null && !part.equals(STREAM_END); part = next()) {
                for (ObjectNode chunk : translator.chunks(ProviderHttp.json(part))) {
                    sink.take(chunk);
                }
            }
            if (!translator.isComplete()) {
                throw new AttemptFailedException(Blame.PASSING, "broke off before its end");
            }
        }

        /// The beginning is waited for as long as an answer is, all that follows as long as a silence may last.
        private @Nullable String next() throws AttemptFailedException {
            CallDeadline until = (sink.hasBegun() ? end : terms.deadline()).within(timeout);
            try {
                if (wire.hasEvents()) {
                    return lines.event(until);
                }
                String line = lines.line(until);
                while (line != null && line.isBlank()) {
                    line = lines.line(until);
                }
                return line;
            } catch (IOException e) {
                throw ProviderHttp.broken(e, terms.stopper());
            }
        }
    }
}
