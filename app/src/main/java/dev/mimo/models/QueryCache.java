package dev.mimo.models;

import dev.mimo.models.EmbeddingModel.Embedding;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/// The vectors of recent questions: the next page of an answer, and an agent that asks again, ask the same.
/// Bounded by bytes, as a long question's token vectors take a hundred times those of a short one.
final class QueryCache {
    private final long bytesMax;
    private final LinkedHashMap<String, Embedding> byText = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    QueryCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    synchronized @Nullable Embedding get(String text) {
        return byText.get(text);
    }

    synchronized void put(String text, Embedding embedding) {
        Embedding before = byText.put(text, embedding);
        bytes += bytes(text, embedding) - (before == null ? 0 : bytes(text, before));
        Iterator<Entry<String, Embedding>> oldest = byText.entrySet().iterator();
        while (bytes > bytesMax) {
            Entry<String, Embedding> entry = oldest.next();
            bytes -= bytes(entry.getKey(), entry.getValue());
            oldest.remove();
        }
    }

    private static long bytes(String text, Embedding embedding) {
        long numbers = (long) embedding.vector().length * (1 + embedding.tokens().size());
        return 4 * numbers + 2L * text.length() + 200;
    }
}
