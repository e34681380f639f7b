package dev.mimo.memory.recall;

import dev.mimo.memory.Access;
import dev.mimo.memory.Candidate;
import dev.mimo.memory.EchoGuard;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.memory.MemoryStore;
import dev.mimo.memory.Probe;
import dev.mimo.memory.SearchText;
import dev.mimo.memory.conflict.ValueConflict;
import dev.mimo.memory.recall.Fusion.Scored;
import dev.mimo.memory.recall.Recalled.Hit;
import dev.mimo.models.EmbeddingModel;
import dev.mimo.models.ModelHost;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers questions: asks both legs of the store, lets `Fusion` score what they found, and cuts the answer to the
/// caller's limits.
public final class Recall {
    private static final Logger LOG = LoggerFactory.getLogger(Recall.class);
    private static final int NEAR_MISSES = 3;
    private static final String TOO_LARGE =
            "The namespace's index is too large for the heap. " + MemoryStore.TOO_LARGE_REMEDY;
    /// Scores that differ by less say nothing of which of two contradicting memories holds.
    private static final double TIE = 0.1;
    private static final int TIES_MAX = 20;
    private static final double BY_WORDS_ALONE = 0.5;

    private final MemoryStore store;
    private final ModelHost models;
    private final LateInteraction lateInteraction;
    private final EchoGuard echoes;
    private final FreshVectors freshVectors;
    private final RecallSettings settings;
    private final InstantSource clock;
    private final MeterRegistry meters;

    /// What a recall is made with.
    ///
    /// @param echoes is told of each recall
    public record Parts(MemoryStore store, ModelHost models, LateInteraction lateInteraction, EchoGuard echoes,
            FreshVectors freshVectors) {}

    public Recall(Parts parts, RecallSettings settings, InstantSource clock, MeterRegistry meters) {
        this.store = parts.store();
        this.models = parts.models();
        this.lateInteraction = parts.lateInteraction();
        this.echoes = parts.echoes();
        this.freshVectors = parts.freshVectors();
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    public Recalled recall(Namespace namespace, Question question) {
        Timer.Sample sample = Timer.start(meters);
        Recalled answer = answer(namespace, question);
        sample.stop(meters.timer("mimo.recall", "effort", question.effort().name().toLowerCase(Locale.ROOT),
                "degraded", Boolean.toString(!answer.degraded().isEmpty())));
        return answer;
    }

    private Recalled answer(Namespace namespace, Question question) {
        Meaning embedded = meaning(question.text(), question.within(settings.modelPatience()));
        EmbeddingModel.@Nullable Embedding meaning = embedded.embedding();
        int times = question.effort() == Effort.HIGH ? RecallSettings.HIGH : 1;
        Probe probe = new Probe(question.text(), meaning == null ? null : meaning.vector(), models.id(),
                question.filter(), Math.max(times * settings.candidates(), question.offset() + question.limit()));
        List<Candidate> candidates = store.search(namespace, probe);
        Duration waited = meaning == null
                ? Duration.ZERO
                : freshVectors.await(namespace, probe.modelId(), store.waiting(namespace, probe.modelId()),
                        question.within(settings.vectorsWait()));
        if (waited.isPositive()) {
            candidates = store.search(namespace, probe);
        }
        Fusion.Query query = new Fusion.Query(question.text(), store.information(namespace, question.text()),
                question.weights(), models.cosines(), clock.instant(),
                accesses(namespace, question, candidates));
        List<Scored> ranked = Fusion.rank(query, candidates, Map.of());
        if (question.effort() != Effort.LOW && meaning != null) {
            List<Candidate> best = ranked.stream().limit((long) times * settings.rerank()).map(Scored::candidate)
                    .toList();
            ranked = Fusion.rank(query, candidates, lateInteraction.compare(namespace, meaning, models.id(),
                    new LateInteraction.Compared(candidates, best)));
        }
        String remedy = store.isTooLarge(namespace) ? TOO_LARGE : embedded.remedy();
        Recalled answer = cut(namespace, meaning == null ? byWordsAlone(question) : question, ranked, remedy, waited);
        List<Memory> recalled = answer.hits().stream().map(Hit::memory).toList();
        store.recalled(namespace, recalled.stream().map(Memory::id).toList());
        echoes.recalled(namespace, recalled);
        return answer;
    }

    /// Memories in force that share the most telling words with a text, the most first: found without the model, and
    /// not counted as recalled. None where the search would take long.
    ///
    /// @param most how many
    public List<Memory> sharingWords(Namespace namespace, String text, int most) {
        if (store.isTooLarge(namespace)) {
            return List.of();
        }
        Filter all = new Filter(List.of(), List.of(), List.of(), null, null, null);
        List<MemoryId> ids = store.search(namespace, new Probe(text, null, models.id(), all, most)).stream()
                .filter(each -> each.words() > 0)
                .sorted(Comparator.comparingDouble(Candidate::words).reversed()).limit(most)
                .map(Candidate::id).toList();
        return store.findAll(namespace, ids, null);
    }

    /// The usual limit was measured with both legs: words alone make half a score of what both would find. A caller's
    /// own limit holds as it is.
    private Question byWordsAlone(Question question) {
        return question.minScore() == settings.minScore()
                ? question.withMinScore(BY_WORDS_ALONE * question.minScore())
                : question;
    }

    /// A question's vector.
    ///
    /// @param embedding absent where the model cannot be used, or cannot read the question
    /// @param remedy why the model cannot be used, and what helps; absent where it can
    private record Meaning(EmbeddingModel.@Nullable Embedding embedding, @Nullable String remedy) {}

    private Meaning meaning(String text, Duration patience) {
        try {
            EmbeddingModel model = models.await(patience);
            return new Meaning(model.reads(text) ? model.query(text) : null, null);
        } catch (RefusedException e) {
            // words still answer, and the answer says that meaning is missing
            return new Meaning(null, e.refusal().detail() + " " + e.refusal().remedy());
        } catch (IllegalStateException e) {
            LOG.debug("Recall without meaning: {}", e.getMessage());
            return new Meaning(null, "The embedding model failed. Look into Mimo's log for the cause.");
        }
    }

    /// Whether the model reads the text, as far as it is known.
    private boolean reads(String text) {
        EmbeddingModel model = models.ready();
        return model == null || model.reads(text);
    }

    /// How often candidates were recalled: read only when a caller gives that a weight.
    private Map<MemoryId, Access> accesses(Namespace namespace, Question question, List<Candidate> candidates) {
        if (question.weights().access() == 0) {
            return Map.of();
        }
        Map<MemoryId, Access> accesses = new HashMap<>();
        List<MemoryId> ids = candidates.stream().map(Candidate::id).toList();
        store.findAll(namespace, ids, null).forEach(memory -> accesses.put(memory.id(), memory.access()));
        return accesses;
    }

    private Recalled cut(Namespace namespace, Question question, List<Scored> ranked, @Nullable String remedy,
            Duration waited) {
        List<Scored> eligible = ranked.stream().filter(each -> each.score() >= question.minScore()).toList();
        int from = Math.min(question.offset(), eligible.size());
        int to = Math.min(from + question.limit(), eligible.size());
        int shown = question.explain() ? Math.min(to + NEAR_MISSES, ranked.size()) : to;
        List<Hit> hits = fetch(namespace, question, ranked.subList(from, shown));
        if (from < to && !hits.isEmpty()) {
            // an answer that is empty for want of room helps nobody
            hits.set(0, hits.getFirst().within(question.maxTokens()));
        }
        newerFirst(hits.subList(0, Math.min(to - from, hits.size())));
        int tokens = 0;
        int count = 0;
        for (Hit hit : hits.subList(0, Math.min(to - from, hits.size()))) {
            int more = TokenEstimate.of(hit.memory().details().content());
            if (count > 0 && tokens + more > question.maxTokens()) {
                break;
            }
            tokens += more;
            count++;
        }
        int next = from + count;
        int weak = Math.min(from + question.limit(), ranked.size()) - to;
        boolean truncated = count < to - from || (count > 0 && hits.getFirst().passageAt() != null);
        return new Recalled(hits.subList(0, count), tokens, truncated,
                next < eligible.size() && count > 0 ? next : 0, remedy == null ? List.of() : List.of("meaning"), remedy,
                store.waiting(namespace, models.id()), waited, weak,
                question.explain()
                        ? hits.subList(count, hits.size()).stream().map(each -> each.within(question.maxTokens()))
                                .toList()
                        : List.of());
    }

    /// Of two that contradict each other and score nearly alike, the one that happened later stands first.
    private static void newerFirst(List<Hit> hits) {
        for (int i = 1; i < Math.min(hits.size(), TIES_MAX); i++) {
            for (int j = i; j > 0 && gaveWay(hits.get(j - 1), hits.get(j)); j--) {
                Collections.swap(hits, j - 1, j);
            }
        }
    }

    private static boolean gaveWay(Hit first, Hit second) {
        Memory one = first.memory();
        Memory other = second.memory();
        return first.score() - second.score() <= TIE && one.occurredAt().isBefore(other.occurredAt())
                && one.details().session() == null && other.details().session() == null
                && ValueConflict.between(one.details().content(), other.details().content());
    }

    /// The memories of the best, in their order; one that was deleted a moment ago is passed over.
    private List<Hit> fetch(Namespace namespace, Question question, List<Scored> best) {
        Map<MemoryId, Memory> memories = new HashMap<>();
        List<MemoryId> ids = best.stream().map(each -> each.candidate().id()).toList();
        store.findAll(namespace, ids, question.filter().knownAt()).forEach(memory -> memories.put(memory.id(), memory));
        List<Hit> hits = new ArrayList<>();
        for (Scored each : best) {
            Memory memory = memories.get(each.candidate().id());
            if (memory != null) {
                hits.add(new Hit(memory, each.score(), why(question, memory, each.why()), null, null));
            }
        }
        return hits;
    }

    private Why why(Question question, Memory memory, Why scored) {
        boolean unreadable = question.explain() && scored.vector() == Why.Vector.PENDING
                && !(reads(question.text()) && reads(SearchText.meaning(memory.details())));
        return unreadable ? scored.with(Why.Vector.UNREADABLE) : scored;
    }
}
