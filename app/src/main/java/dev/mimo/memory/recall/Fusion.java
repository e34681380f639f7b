package dev.mimo.memory.recall;

import dev.mimo.memory.Access;
import dev.mimo.memory.Candidate;
import dev.mimo.memory.recall.Why.Part;
import dev.mimo.models.CosineRange;
import dev.mimo.terms.MemoryId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The one place where a score is made.
///
/// **Match.** How well a memory itself fits: a convex combination of meaning (cosine, its usual range stretched to
/// 0..1) and words (BM25 of the memory, and of the memory with its neighbours taken as one text, each over the best
/// of this question). Without a vector, words alone. At high effort, half of the match is late interaction, for the
/// best; the rest keep half of what they had, so the order of the best is settled among them.
///
/// **Context.** What speaks for it around it, each at most as strong as its factor below: the better of its two
/// neighbours' matches; the turn before it when that asked something, since answers follow questions; the best match
/// of its session; the question naming its speaker; the question naming the time when it happened. A memory with no
/// neighbours or session stands in for them itself, or turns of conversations would crowd it out.
///
/// **Score.** Match and context, and importance, recency and access when a caller gives them weight, over the sum of
/// the weights: 0..1. `docs/recall.md` says what each part was worth when it was chosen.
final class Fusion {
    /// A best BM25 below this is a weak match, and must not count as a full one.
    private static final double WORDS_FLOOR = 4.2;
    /// The usual range of late interaction's weighted mean of best cosines.
    private static final double TOKENS_LOW = 0.31;
    private static final double TOKENS_HIGH = 0.75;
    private static final double TOKENS_SHARE = 0.5;

    private static final double NEIGHBOUR = 0.2;
    private static final double ANSWER = 0.2;
    private static final double SESSION = 0.4;
    private static final double SPEAKER = 0.1;
    private static final double TIME = 0.1;

    private static final Duration RECENT = Duration.ofDays(30);
    private static final int ACCESS_HALF = 5;

    private static final Comparator<Scored> BEST_FIRST = Comparator.comparingDouble(Scored::score).reversed()
            .thenComparing(scored -> scored.candidate().id().value());

    /// What is asked, and with which weights.
    ///
    /// @param cosines what the model's lie within
    /// @param accesses of the candidates; read only when access has weight
    record Query(String text, Weights weights, CosineRange cosines, Instant now, Map<MemoryId, Access> accesses) {}

    /// A candidate and its score; why it has it is worked out when asked for, since most are never shown.
    ///
    /// @param score 0..1
    record Scored(Candidate candidate, double score, Supplier<Why> explanation) {
        Why why() {
            return explanation.get();
        }
    }

    /// Takes the parts of a score, one by one.
    @FunctionalInterface
    private interface Parts {
        void add(String signal, double raw, double normalized, double weight);
    }

    /// Adds parts up.
    private static final class Sum implements Parts {
        private double total;

        @Override
        public void add(String signal, double raw, double normalized, double weight) {
            total += weight * normalized;
        }
    }

    private final Query query;
    private final List<Candidate> candidates;
    private final Map<Long, Double> reranked;
    private final Cues cues;
    private final boolean lately;
    private final double weights;
    private final double wordsBest;
    private final double aroundBest;
    private final double[] match;
    private final Map<String, Double> sessionBest = new HashMap<>();

    private Fusion(Query query, List<Candidate> candidates, Map<Long, Double> reranked) {
        this.query = query;
        this.candidates = candidates;
        this.reranked = reranked;
        this.cues = new Cues(query.text());
        this.lately = cues.lately();
        this.weights = query.weights().sum();
        this.wordsBest = Math.max(WORDS_FLOOR, best(candidates.stream().mapToDouble(Candidate::words).toArray()));
        this.aroundBest = Math.max(WORDS_FLOOR,
                best(candidates.stream().mapToDouble(Candidate::wordsAround).toArray()));
        this.match = candidates.stream().mapToDouble(this::match).toArray();
        for (int i = 0; i < match.length; i++) {
            String session = candidates.get(i).session();
            if (session != null) {
                sessionBest.merge(session, match[i], Math::max);
            }
        }
    }

    /// All candidates with their scores, best first.
    ///
    /// @param reranked late interaction's raw scores of the best, by row; NaN where no tokens are stored, and empty
    ///     at normal effort
    static List<Scored> rank(Query query, List<Candidate> candidates, Map<Long, Double> reranked) {
        Fusion fusion = new Fusion(query, candidates, reranked);
        List<Scored> scored = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            scored.add(fusion.score(i));
        }
        scored.sort(BEST_FIRST);
        return scored;
    }

    private Scored score(int i) {
        Sum sum = new Sum();
        addAll(sum, i);
        return new Scored(candidates.get(i), Math.clamp(sum.total / weights, 0, 1), () -> why(i));
    }

    private Why why(int i) {
        List<Part> parts = new ArrayList<>();
        addAll((signal, raw, normalized, weight) -> {
            if (weight > 0) {
                parts.add(new Part(signal, raw, normalized, weight / weights, weight * normalized / weights));
            }
        }, i);
        return new Why(parts, candidates.get(i).matched(), Double.isNaN(candidates.get(i).meaning()));
    }

    private void addAll(Parts parts, int i) {
        Candidate candidate = candidates.get(i);
        addMatch(parts, candidate);
        addContext(parts, i);
        Weights given = query.weights();
        parts.add("importance", candidate.importance(), candidate.importance(), given.importance());
        double days = given.recency() > 0 && lately ? ageDays(candidate) : 0;
        parts.add("recency", days, lately ? Math.pow(0.5, days / RECENT.toDays()) : 0, given.recency());
        double count = (double) query.accesses().getOrDefault(candidate.id(), Access.NONE).count();
        parts.add("access", count, count / (count + ACCESS_HALF), given.access());
    }

    private double match(Candidate candidate) {
        Sum sum = new Sum();
        addMatch(sum, candidate);
        double weight = query.weights().words() + query.weights().meaning();
        return weight == 0 ? 0 : sum.total / weight;
    }

    private void addMatch(Parts parts, Candidate candidate) {
        double kept = reranked.isEmpty() ? 1 : 1 - TOKENS_SHARE;
        double both = query.weights().words() + query.weights().meaning();
        double words = 0.5 * candidate.words() / wordsBest + 0.5 * candidate.wordsAround() / aroundBest;
        if (Double.isNaN(candidate.meaning())) {
            parts.add("words", candidate.words(), words, kept * both);
        } else {
            parts.add("words", candidate.words(), words, kept * query.weights().words());
            parts.add("meaning", candidate.meaning(), meaning(candidate), kept * query.weights().meaning());
        }
        Double tokens = reranked.get(candidate.row());
        if (tokens != null) {
            // one that is not embedded yet stands where it stood, and is not punished for being new
            double normalized = !Double.isNaN(tokens)
                    ? stretched(tokens, TOKENS_LOW, TOKENS_HIGH)
                    : Double.isNaN(candidate.meaning()) ? words : meaning(candidate);
            parts.add("tokens", Double.isNaN(tokens) ? 0 : tokens, normalized, TOKENS_SHARE * both);
        }
    }

    private double meaning(Candidate candidate) {
        return stretched(candidate.meaning(), query.cosines().low(), query.cosines().high());
    }

    private void addContext(Parts parts, int i) {
        Candidate candidate = candidates.get(i);
        double weight = query.weights().context();
        double before = matchAt(candidate.previous());
        boolean alone = candidate.previous() < 0 && candidate.next() < 0;
        double neighbour = alone ? match[i] : Math.max(before, matchAt(candidate.next()));
        parts.add("neighbour", neighbour, neighbour, weight * NEIGHBOUR);
        boolean answers = candidate.previous() >= 0 && candidates.get(candidate.previous()).asks();
        parts.add("answer", answers ? before : 0, answers ? before : 0, weight * ANSWER);
        String session = candidate.session();
        double best = session == null ? match[i] : sessionBest.getOrDefault(session, match[i]);
        parts.add("session", best, best, weight * SESSION);
        double speaker = cues.names(candidate.speaker()) ? 1 : 0;
        parts.add("speaker", speaker, speaker, weight * SPEAKER);
        double time = cues.time().holds(candidate.occurredAt()) ? 1 : 0;
        parts.add("time", time, time, weight * TIME);
    }

    private double matchAt(int index) {
        return index < 0 ? 0 : match[index];
    }

    private double ageDays(Candidate candidate) {
        return Math.max(0, Duration.between(candidate.occurredAt(), query.now()).toSeconds() / 86_400.0);
    }

    private static double stretched(double value, double low, double high) {
        return Math.clamp((value - low) / (high - low), 0, 1);
    }

    private static double best(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }
}
