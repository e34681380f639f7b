package dev.mimo.memory.recall;

import dev.mimo.memory.Access;
import dev.mimo.memory.Candidate;
import dev.mimo.memory.recall.Why.Part;
import dev.mimo.models.CosineRange;
import dev.mimo.terms.MemoryId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/// The one place where a score is made.
///
/// **Match.** How well a memory itself fits: a convex combination of meaning (cosine, its usual range stretched to
/// 0..1) and words (BM25 of the memory, and of the memory with its neighbours taken as one text, over the best of this
/// question, or over half of what the question's words are worth where the best has less). Without a vector, words
/// alone. Three fifths of the match are late interaction, for the best; the rest keep two fifths of what they had, so
/// the order of the best is settled among them.
///
/// **Context.** What speaks for it around it, each at most as strong as its factor below: the better of its two
/// neighbours' matches; the turn before it when that asked something, since answers follow questions; the best match
/// of its session; the question naming its speaker; the question naming the time when it happened.
///
/// **Score.** Match and context, and importance, recency and access when a caller gives them weight, over the sum of
/// the weights of those that apply: 0..1. What does not apply (the session of a note that has none, a speaker when none
/// of those found is named) is left out of the sum and of the explanation, so that a score means the same for notes
/// and for turns of conversations. `docs/recall.md` says what each part was worth when it was chosen.
final class Fusion {
    /// Of what all words of the question are worth: a best that holds less than this is no full match.
    private static final double WORDS_SHARE = 0.5;
    private static final double WORDS_LEAST = 1e-9;
    /// The usual range of late interaction's weighted mean of best cosines.
    private static final double TOKENS_LOW = 0.31;
    private static final double TOKENS_HIGH = 0.75;
    private static final double TOKENS_SHARE = 0.6;

    private static final double NEIGHBOUR = 0.2;
    private static final double ANSWER = 0.2;
    private static final double SESSION = 0.4;
    private static final double SPEAKER = 0.15;
    private static final double TIME = 0.2;

    private static final Duration RECENT = Duration.ofDays(30);
    private static final int ACCESS_HALF = 5;

    private static final Comparator<Scored> BEST_FIRST = Comparator.comparingDouble(Scored::score).reversed()
            .thenComparing(scored -> scored.candidate().id().value());

    /// What is asked, and with which weights.
    ///
    /// @param information what all words of the question are worth together; 0 when that is not known
    /// @param cosines what the model's lie within
    /// @param accesses of the candidates; read only when access has weight
    record Query(String text, double information, Weights weights, CosineRange cosines, Instant now,
            Map<MemoryId, Access> accesses) {}

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
        private double weights;

        @Override
        public void add(String signal, double raw, double normalized, double weight) {
            total += weight * normalized;
            weights += weight;
        }

        /// 0 when nothing counts that applies.
        double mean() {
            return weights == 0 ? 0 : total / weights;
        }
    }

    private final Query query;
    private final List<Candidate> candidates;
    private final Map<Long, Double> reranked;
    private final Cues cues;
    private final boolean lately;
    private final boolean namesSpeaker;
    private final boolean namesTime;
    private final double wordsBest;
    private final double aroundBest;
    private final double[] match;
    private final Map<String, SessionMatch> sessions = new HashMap<>();

    /// The turns of one session among the candidates.
    private record SessionMatch(double best, int turns) {
        SessionMatch with(SessionMatch other) {
            return new SessionMatch(Math.max(best, other.best), turns + other.turns);
        }
    }

    private Fusion(Query query, List<Candidate> candidates, Map<Long, Double> reranked) {
        this.query = query;
        this.candidates = candidates;
        this.reranked = reranked;
        this.cues = new Cues(query.text());
        this.lately = cues.lately();
        this.namesSpeaker = candidates.stream().anyMatch(each -> cues.names(each.speaker()));
        this.namesTime = candidates.stream().anyMatch(each -> happenedThen(each) > 0);
        this.wordsBest = full(candidates.stream().mapToDouble(Candidate::words));
        this.aroundBest = full(candidates.stream().mapToDouble(Candidate::wordsAround));
        this.match = candidates.stream().mapToDouble(this::match).toArray();
        for (int i = 0; i < match.length; i++) {
            String session = candidates.get(i).session();
            if (session != null) {
                sessions.merge(session, new SessionMatch(match[i], 1), SessionMatch::with);
            }
        }
    }

    /// What counts as a full match of words: the best there is, unless that holds little of the question.
    private double full(DoubleStream found) {
        return Math.max(found.max().orElse(0), Math.max(WORDS_LEAST, WORDS_SHARE * query.information()));
    }

    /// All candidates with their scores, best first.
    ///
    /// @param reranked late interaction's raw scores of the best, by row; NaN where no tokens are stored, and empty
    ///     where it takes no part
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
        return new Scored(candidates.get(i), Math.clamp(sum.mean(), 0, 1), () -> why(i));
    }

    private Why why(int i) {
        Sum sum = new Sum();
        addAll(sum, i);
        List<Part> parts = new ArrayList<>();
        addAll((signal, raw, normalized, weight) -> {
            if (weight > 0) {
                parts.add(new Part(signal, raw, normalized, weight / sum.weights, weight * normalized / sum.weights));
            }
        }, i);
        return new Why(parts, candidates.get(i).matched(),
                Double.isNaN(candidates.get(i).meaning()) ? Why.Vector.PENDING : Why.Vector.COMPARED);
    }

    private void addAll(Parts parts, int i) {
        Candidate candidate = candidates.get(i);
        addMatch(parts, candidate);
        addContext(parts, i);
        Weights given = query.weights();
        parts.add("importance", candidate.importance(), candidate.importance(), given.importance());
        if (given.recency() > 0 && lately) {
            double days = ageDays(candidate);
            parts.add("recency", days, Math.pow(0.5, days / RECENT.toDays()), given.recency());
        }
        double count = (double) query.accesses().getOrDefault(candidate.id(), Access.NONE).count();
        parts.add("access", count, count / (count + ACCESS_HALF), given.access());
    }

    private double match(Candidate candidate) {
        Sum sum = new Sum();
        addMatch(sum, candidate);
        return sum.mean();
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
        if (!reranked.isEmpty()) {
            addTokens(parts, candidate, words, TOKENS_SHARE * both);
        }
    }

    private void addTokens(Parts parts, Candidate candidate, double words, double weight) {
        Double tokens = reranked.get(candidate.row());
        if (tokens == null) {
            parts.add("tokens", 0, 0, weight);
        } else if (Double.isNaN(tokens)) {
            // one that is not embedded yet stands where it stood, and is not punished for being new
            parts.add("tokens", 0, Double.isNaN(candidate.meaning()) ? words : meaning(candidate), weight);
        } else {
            parts.add("tokens", tokens, stretched(tokens, TOKENS_LOW, TOKENS_HIGH), weight);
        }
    }

    private double meaning(Candidate candidate) {
        return stretched(candidate.meaning(), query.cosines().low(), query.cosines().high());
    }

    private void addContext(Parts parts, int i) {
        Candidate candidate = candidates.get(i);
        double weight = query.weights().context();
        if (candidate.previous() >= 0 || candidate.next() >= 0) {
            double before = matchAt(candidate.previous());
            double neighbour = Math.max(before, matchAt(candidate.next()));
            parts.add("neighbour", neighbour, neighbour, weight * NEIGHBOUR);
            boolean answers = candidate.previous() >= 0 && candidates.get(candidate.previous()).asks();
            parts.add("answer", answers ? before : 0, answers ? before : 0, weight * ANSWER);
        }
        SessionMatch session = candidate.session() == null ? null : sessions.get(candidate.session());
        if (session != null && session.turns() > 1) {
            parts.add("session", session.best(), session.best(), weight * SESSION);
        }
        if (namesSpeaker && candidate.speaker() != null) {
            double speaker = cues.names(candidate.speaker()) ? 1 : 0;
            parts.add("speaker", speaker, speaker, weight * SPEAKER);
        }
        if (namesTime) {
            double time = happenedThen(candidate);
            parts.add("time", time, time, weight * TIME);
        }
    }

    private double happenedThen(Candidate candidate) {
        return cues.time().share(candidate.occurredAt().toLocalDate());
    }

    private double matchAt(int index) {
        return index < 0 ? 0 : match[index];
    }

    private double ageDays(Candidate candidate) {
        return Math.max(0, Duration.between(candidate.occurredAt().toInstant(), query.now()).toSeconds() / 86_400.0);
    }

    private static double stretched(double value, double low, double high) {
        return Math.clamp((value - low) / (high - low), 0, 1);
    }
}
