package dev.mimo.cortex;

import dev.mimo.memory.recall.Recalled.Hit;
import java.util.List;

/// What was recalled for a conversation.
///
/// @param hits best first
/// @param degraded what could not be used: `memory` when nothing came in time, `meaning` when words searched alone
/// @param reasons why, each as a sentence without its full stop
public record Recollection(List<Hit> hits, List<String> degraded, List<String> reasons) {
    /// Nothing was wanted.
    public static final Recollection NONE = new Recollection(List.of(), List.of(), List.of());

    public Recollection {
        hits = List.copyOf(hits);
        degraded = List.copyOf(degraded);
        reasons = List.copyOf(reasons);
    }

    static Recollection without(String reason) {
        return new Recollection(List.of(), List.of("memory"), List.of(reason));
    }

    /// The ids, in their order.
    public List<String> ids() {
        return hits.stream().map(hit -> hit.memory().id().value()).toList();
    }
}
