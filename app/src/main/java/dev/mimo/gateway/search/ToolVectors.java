package dev.mimo.gateway.search;

import dev.mimo.gateway.search.UsedRequests.UsedRequest;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.models.EmbeddingModel;
import dev.mimo.models.ModelHost;
import dev.mimo.refusal.RefusedException;
import dev.mimo.vector.QuantizedVector;
import dev.mimo.vector.VectorQuantizer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Embeds what is searched on a thread of its own, each text once. Safe for many threads.
final class ToolVectors implements AutoCloseable {
    private static final Duration MODEL_PATIENCE = Duration.ofSeconds(20);
    /// What a request for which a tool was used counts, beside what the tool says of itself.
    private static final float USED_SHARE = 0.85f;

    private final ModelHost models;
    private final Supplier<VectorQuantizer> quantizer;
    private volatile @Nullable Embedded ready;
    private volatile boolean closed;
    // guarded by this
    private @Nullable Thread worker;

    ToolVectors(ModelHost models, Supplier<VectorQuantizer> quantizer) {
        this.models = models;
        this.quantizer = quantizer;
    }

    /// What has been embedded.
    ///
    /// @param common what requests have in common
    /// @param functions phrases of tools, by `ToolText.function`; none where the model cannot read it
    /// @param requests by their text
    record Embedded(SearchedTools of, float[] common, Map<String, List<QuantizedVector>> functions,
            Map<String, List<QuantizedVector>> requests) {}

    /// The vectors of all that is searched; absent while there are none. Sees to it that there will be.
    @Nullable
    Embedded of(SearchedTools wanted) {
        Embedded now = ready;
        if (now != null && now.of().equals(wanted)) {
            return now;
        }
        start(wanted);
        return null;
    }

    /// The same, after a wait for them.
    @Nullable
    Embedded await(SearchedTools wanted, Duration patience) {
        Embedded now = of(wanted);
        if (now != null) {
            return now;
        }
        try {
            start(wanted).join(patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return of(wanted);
    }

    private synchronized Thread start(SearchedTools wanted) {
        Thread running = worker;
        if (running == null || !running.isAlive()) {
            // a platform thread: native code would hold on to a virtual thread's carrier meanwhile
            running = Thread.ofPlatform().daemon().name("mimo-tool-vectors").start(() -> embed(wanted));
            worker = running;
        }
        return running;
    }

    private void embed(SearchedTools wanted) {
        try {
            EmbeddingModel model = models.await(MODEL_PATIENCE);
            Embedded before = ready;
            boolean same = before != null && before.of().modelId().equals(model.id());
            float[] common = before != null && same ? before.common() : UsualRequests.common(model);
            Map<String, List<QuantizedVector>> functions = embedded(
                    wanted.tools().stream().map(ToolVectors::function).toList(),
                    before != null && same ? before.functions() : Map.of(), text -> phrases(model, text));
            Map<String, List<QuantizedVector>> requests = embedded(
                    wanted.used().stream().map(UsedRequest::request).toList(),
                    before != null && same ? before.requests() : Map.of(), text -> request(model, text));
            if (!closed) {
                ready = new Embedded(new SearchedTools(wanted.tools(), wanted.used(), model.id()), common, functions,
                        requests);
            }
        } catch (RefusedException e) {
            LoggerFactory.getLogger(ToolVectors.class).debug("tools are searched by words only", e);
        }
    }

    static String function(ToolDefinition tool) {
        return ToolText.of(tool).function();
    }

    private Map<String, List<QuantizedVector>> embedded(List<String> texts, Map<String, List<QuantizedVector>> known,
            Function<String, List<QuantizedVector>> made) {
        Map<String, List<QuantizedVector>> all = new HashMap<>();
        for (String text : texts) {
            if (closed) {
                break;
            }
            List<QuantizedVector> old = known.get(text);
            all.computeIfAbsent(text, old == null ? made : _ -> old);
        }
        return all;
    }

    private List<QuantizedVector> phrases(EmbeddingModel model, String text) {
        return model.reads(text)
                ? PhraseVectors.of(model.passage(text)).stream().map(quantizer.get()::quantize).toList()
                : List.of();
    }

    private List<QuantizedVector> request(EmbeddingModel model, String text) {
        if (!model.reads(text)) {
            return List.of();
        }
        QuantizedVector whole = quantizer.get().quantize(PhraseVectors.whole(model.query(text)));
        return List.of(new QuantizedVector(whole.codes(), whole.scale() * USED_SHARE));
    }

    @Override
    public void close() {
        closed = true;
    }
}
