package dev.mimo.memory.conflict;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Finds that two statements say the same but for one value: another number, weekday, month or name, or the opposite.
///
/// Made to miss rather than to cry out. What differs must be one value of one kind; all else must be alike but for
/// small words. The value must stand in what is said, behind a word such as `is`, `:` or `at`, and not in what it is
/// said of, or every list (of fuses, rooms, children) would contradict itself. What happened once is no state that
/// something else could contradict, so statements in the past tense are left alone.
public final class ValueConflict {
    private static final int WORDS_MAX = 60;
    /// Statements that share fewer words, or none but small ones, need not be about the same.
    private static final int SHARED_LEAST = 3;

    private ValueConflict() {}

    /// Whether the two contradict each other, as far as words tell; the same in both directions.
    public static boolean between(String one, String other) {
        List<StatementWord> left = StatementWord.of(one, WORDS_MAX);
        List<StatementWord> right = StatementWord.of(other, WORDS_MAX);
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        return conflict(left, right);
    }

    private static boolean conflict(List<StatementWord> left, List<StatementWord> right) {
        boolean[][] kept = common(left, right);
        List<StatementWord> gone = differing(left, kept[0]);
        List<StatementWord> come = differing(right, kept[1]);
        List<StatementWord> shared =
                IntStream.range(0, left.size()).filter(i -> kept[0][i]).mapToObj(left::get).toList();
        if (shared.size() < SHARED_LEAST || shared.stream().allMatch(StatementWord::isSmall) || tellsOfThePast(left)
                || tellsOfThePast(right)) {
            return false;
        }
        if (gone.size() + come.size() == 1) {
            return (gone.isEmpty() ? come : gone).getFirst().isNegation();
        }
        return gone.size() == 1 && come.size() == 1
                && gone.getFirst().opposes(come.getFirst())
                && isSaid(left, gone.getFirst()) && isSaid(right, come.getFirst());
    }

    private static boolean tellsOfThePast(List<StatementWord> statement) {
        return statement.stream().anyMatch(StatementWord::isPast);
    }

    /// Whether the value stands behind what says it: directly behind for a name, anywhere behind for the others.
    private static boolean isSaid(List<StatementWord> statement, StatementWord value) {
        int at = statement.indexOf(value);
        if (value.kind() == StatementWord.Kind.NAME) {
            return at > 0 && statement.get(at - 1).isSaying();
        }
        return value.isSaying() || statement.subList(0, at).stream().anyMatch(StatementWord::isSaying);
    }

    private static List<StatementWord> differing(List<StatementWord> statement, boolean[] kept) {
        List<StatementWord> differing = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            if (!kept[i] && (!statement.get(i).isSmall() || statement.get(i).isNegation())) {
                differing.add(statement.get(i));
            }
        }
        return differing;
    }

    /// Which words of each belong to their longest common subsequence.
    private static boolean[][] common(List<StatementWord> left, List<StatementWord> right) {
        int[][] lengths = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                lengths[i][j] = left.get(i).text().equals(right.get(j).text())
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        boolean[][] kept = new boolean[][]{new boolean[left.size()], new boolean[right.size()]};
        for (int i = 0, j = 0; i < left.size() && j < right.size();) {
            if (left.get(i).text().equals(right.get(j).text())) {
                kept[0][i++] = true;
                kept[1][j++] = true;
            } else if (lengths[i + 1][j] >= lengths[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return kept;
    }
}
