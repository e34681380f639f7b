package dev.mimo.gateway.search;

import dev.mimo.gateway.RegisteredTool;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.gateway.search.ToolVectors.Embedded;
import dev.mimo.gateway.search.UsedRequests.UsedRequest;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.models.EmbeddingModel;
import dev.mimo.models.ModelHost;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.QuantizedVector;
import dev.mimo.vector.VectorQuantizer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Searches the tools of all skills as they are offered now. Their phrases are embedded beside the calls; the first
/// search of what has changed waits a moment for that, and goes by words where it takes longer. Safe for many threads.
public final class ToolSearch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<ToolRegistry> registry;
    private final UsedRequests used;
    private final ModelHost models;
    private final Supplier<VectorQuantizer> quantizer;
    private final DotKernels kernels;
    private final ToolVectors vectors;
    private volatile @Nullable Built built;

    /// @param common what is taken out of a request; absent where there are no vectors
    private record Built(SearchedTools of, ToolIndex index, float @Nullable [] common) {}

    /// @param registry asked with each search
    public ToolSearch(Supplier<ToolRegistry> registry, UsedRequests used, ModelHost models,
            Supplier<VectorQuantizer> quantizer, DotKernels kernels) {
        this.registry = registry;
        this.used = used;
        this.models = models;
        this.quantizer = quantizer;
        this.kernels = kernels;
        this.vectors = new ToolVectors(models, quantizer);
    }

    /// A tool that was found.
    ///
    /// @param score 0..1
    public record FoundTool(RegisteredTool tool, double score) {}

    /// What was found.
    ///
    /// @param tools best first
    /// @param more whether there are others
    /// @param byWords whether meaning was not available
    public record FoundTools(List<FoundTool> tools, boolean more, boolean byWords) {}

    /// The tools that fit a request best.
    public FoundTools find(String request, int limit) {
        Built now = current();
        List<FoundTool> found = now.index().search(request, vector(now, request), limit + 1).stream()
                .flatMap(each -> found(each.tool(), each.score()).stream()).toList();
        return new FoundTools(found.stream().limit(limit).toList(), found.size() > limit, now.common() == null);
    }

    /// All tools, in the order in which they are offered.
    public FoundTools all(int limit) {
        List<ToolDefinition> tools = registry.get().skillTools();
        return new FoundTools(tools.stream().limit(limit).flatMap(each -> found(each, 1).stream()).toList(),
                tools.size() > limit, false);
    }

    /// @return empty for one that has gone meanwhile
    private List<FoundTool> found(ToolDefinition tool, double score) {
        RegisteredTool registered = registry.get().find(tool.name());
        return registered == null ? List.of() : List.of(new FoundTool(registered, score));
    }

    private float @Nullable [] vector(Built now, String request) {
        EmbeddingModel model = now.common() == null ? null : models.ready();
        if (model == null || !model.id().equals(now.of().modelId()) || !model.reads(request)) {
            return null;
        }
        float[] vector = PhraseVectors.whole(model.query(request)).clone();
        PhraseVectors.add(vector, Objects.requireNonNull(now.common()), -1);
        return vector;
    }

    private Built current() {
        SearchedTools wanted = new SearchedTools(registry.get().skillTools(), used.newest(), models.id());
        Built known = built;
        boolean same = known != null && known.of().equals(wanted);
        if (known != null && same && (known.common() != null || vectors.of(wanted) == null)) {
            return known;
        }
        Built made = build(wanted, vectors.await(wanted, PATIENCE));
        built = made;
        return made;
    }

    private Built build(SearchedTools of, @Nullable Embedded embedded) {
        ToolIndex index = new ToolIndex(of.tools(), quantizer.get(), kernels);
        if (embedded == null) {
            return new Built(of, index, null);
        }
        Map<String, Integer> places = new HashMap<>();
        for (ToolDefinition tool : of.tools()) {
            int place = places.size();
            places.put(tool.name(), place);
            add(index, place, embedded.functions().get(ToolVectors.function(tool)));
        }
        for (UsedRequest use : of.used()) {
            Integer place = places.get(use.tool());
            if (place != null) {
                add(index, place, embedded.requests().get(use.request()));
            }
        }
        return new Built(of, index, embedded.common());
    }

    private static void add(ToolIndex index, int place, @Nullable List<QuantizedVector> phrases) {
        if (phrases != null) {
            phrases.forEach(each -> index.add(place, each));
        }
    }

    @Override
    public void close() {
        vectors.close();
    }
}
