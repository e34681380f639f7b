package dev.mimo.memory.recall;

import dev.mimo.memory.Access;
import dev.mimo.memory.Candidate;
import dev.mimo.memory.EchoGuard;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.memory.MemoryStore;
import dev.mimo.memory.Probe;
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
    /// Scores that differ by less say nothing of which of two contradicting memories holds.
    private static final double TIE = 0.1;
    private static final int TIES_MAX = 20;

    private final MemoryStore store;
    private final ModelHost models;
    private final LateInteraction lateInteraction;
    private final EchoGuard echoes;
    private final RecallSettings settings;
    private final InstantSource clock;
    private final MeterRegistry meters;

    /// What a recall is made with.
    ///
    /// @param echoes is told of each recall
    public record Parts(MemoryStore store, ModelHost models, LateInteraction lateInteraction, EchoGuard echoes) {}

    public Recall(Parts parts, RecallSettings settings, InstantSource clock, MeterRegistry meters) {
        this.store = parts.store();
        this.models = parts.models();
        this.lateInteraction = parts.lateInteraction();
        this.echoes = parts.echoes();
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
        EmbeddingModel.@Nullable Embedding meaning = meaning(question.text());
        int times = question.effort() == Effort.HIGH ? RecallSettings.HIGH : 1;
        Probe probe = new Probe(question.text(), meaning == null ? null : meaning.vector(), models.id(),
                question.filter(), Math.max(times * settings.candidates(), question.offset() + question.limit()));
        List<Candidate> candidates = store.search(namespace, probe);
        int pending = store.waiting(namespace, models.id());
        Fusion.Query query = new Fusion.Query(question.text(),
                store.information(namespace, question.text()), question.weights(), clock.instant(),
                accesses(namespace, question, candidates));
        List<Scored> ranked = Fusion.rank(query, candidates, Map.of());
        if (question.effort() != Effort.LOW && meaning != null) {
            List<Candidate> best = ranked.stream().limit((long) times * settings.rerank()).map(Scored::candidate)
                    .toList();
            ranked = Fusion.rank(query, candidates, lateInteraction.compare(namespace, meaning, models.id(),
                    new LateInteraction.Compared(candidates, best)));
        }
        List<String> degraded = meaning == null || store.isTooLarge(namespace) ? List.of("meaning") : List.of();
        Recalled answer = cut(namespace, question, ranked, degraded, pending);
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

    private EmbeddingModel.@Nullable Embedding meaning(String text) {
        try {
            return models.await(settings.modelPatience()).query(text);
        } catch (RefusedException | IllegalStateException e) {
            // words still answer, and the answer says that meaning is missing
            LOG.debug("Recall without meaning: {}", e.getMessage());
            return null;
        }
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

    private Recalled cut(Namespace namespace, Question question, List<Scored> ranked, List<String> degraded,
            int pending) {
        List<Scored> eligible = ranked.stream().filter(each -> each.score() >= question.minScore()).toList();
        int from = Math.min(question.offset(), eligible.size());
        int to = Math.min(from + question.limit(), eligible.size());
        int shown = question.explain() ? Math.min(to + NEAR_MISSES, ranked.size()) : to;
        List<Hit> hits = fetch(namespace, question.filter(), ranked.subList(from, shown));
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
                next < eligible.size() && count > 0 ? next : 0, degraded, pending, weak,
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
    private List<Hit> fetch(Namespace namespace, Filter filter, List<Scored> best) {
        Map<MemoryId, Memory> memories = new HashMap<>();
        List<MemoryId> ids = best.stream().map(each -> each.candidate().id()).toList();
        store.findAll(namespace, ids, filter.knownAt()).forEach(memory -> memories.put(memory.id(), memory));
        List<Hit> hits = new ArrayList<>();
        for (Scored each : best) {
            Memory memory = memories.get(each.candidate().id());
            if (memory != null) {
                hits.add(new Hit(memory, each.score(), each.why(), null, null));
            }
        }
        return hits;
    }
}
