package dev.mimo.bench;

import dev.mimo.bench.kit.Figures;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// How well first hits are right, and what one threshold of the score takes away: right first hits, which is bad, and
/// all hits of questions that nothing answers, which is what it is for. Every other question is the half on which
/// constants were chosen; both halves are told, and only the other one counts.
final class AbstentionFigures {
    private static final double LOST_MOST = 5;
    private static final double EMPTY_LEAST = 80;

    private final Figures figures;
    private final double minScore;

    AbstentionFigures(Figures figures, double minScore) {
        this.figures = figures;
        this.minScore = minScore;
    }

    /// What came of one question.
    ///
    /// @param rank of the best right hit, from 1; 0 when there is none
    /// @param score of the first hit; 0 when there is none
    record Outcome(int rank, double score) {
        boolean isRight() {
            return rank == 1;
        }
    }

    /// Of questions that have an answer.
    void answerable(String what, List<Outcome> outcomes) {
        figures.text(what + ", " + outcomes.size() + " questions", "");
        figures.figure("  first hit is right", percent(outcomes, Outcome::isRight), "%");
        figures.figure("  mean reciprocal rank", 100 * outcomes.stream()
                .mapToDouble(one -> one.rank() == 0 ? 0 : 1.0 / one.rank()).average().orElse(0), "%");
        for (int half = 0; half < 2; half++) {
            List<Outcome> right = half(outcomes, half).stream().filter(Outcome::isRight).toList();
            figures.atMost("  right first hits below %.2f, %s half".formatted(minScore, name(half)),
                    percent(right, one -> one.score() < minScore), "%", LOST_MOST);
        }
    }

    /// Of questions that have none.
    void unanswerable(String what, List<Outcome> outcomes) {
        figures.text(what + ", " + outcomes.size() + " questions that nothing answers", "");
        for (int half = 0; half < 2; half++) {
            figures.figure("  left empty at %.2f, %s half".formatted(minScore, name(half)),
                    percent(half(outcomes, half), one -> one.score() < minScore), "%", EMPTY_LEAST);
        }
    }

    private static String name(int half) {
        return half == 0 ? "chosen on this" : "the other";
    }

    private static List<Outcome> half(List<Outcome> outcomes, int which) {
        return IntStream.range(0, outcomes.size()).filter(i -> i % 2 == which)
                .mapToObj(outcomes::get).toList();
    }

    private static double percent(List<Outcome> outcomes, Predicate<Outcome> which) {
        return outcomes.isEmpty() ? 0 : 100.0 * outcomes.stream().filter(which).count() / outcomes.size();
    }
}
