package dev.mimo.facts.reason;

import dev.mimo.facts.reason.graph.NumberSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/// What is known so far of one goal, and who waits for more of it. A goal is asked once, whoever asks: that is what
/// makes circles end.
final class GoalTable {
    private static final int FIRST_CAPACITY = 4;

    private final GoalPattern pattern;
    private final List<IntConsumer> takers = new ArrayList<>(1);
    private int[] answers = new int[FIRST_CAPACITY];
    private int size;
    private final NumberSet known = new NumberSet();

    GoalTable(GoalPattern pattern) {
        this.pattern = pattern;
    }

    /// @param subject a term or [StatementSource#ANY], as the object
    /// @param predicate may be internal
    record GoalPattern(int subject, int predicate, int object) {}

    int subject() {
        return pattern.subject();
    }

    int predicate() {
        return pattern.predicate();
    }

    int object() {
        return pattern.object();
    }

    /// Whether it can have one answer at most.
    boolean isClosed() {
        return pattern.subject() != StatementSource.ANY && pattern.object() != StatementSource.ANY;
    }

    int size() {
        return size;
    }

    int answer(int place) {
        return answers[place];
    }

    boolean contains(int number) {
        return known.contains(number);
    }

    /// Gives it what is known and, from now on, whatever comes.
    void subscribe(IntConsumer taker) {
        takers.add(taker);
        int knownBefore = size;
        for (int i = 0; i < knownBefore; i++) {
            taker.accept(answers[i]);
        }
    }

    /// Hands it to all who wait; one who begins to wait meanwhile has had it.
    ///
    /// @param number of a settled statement
    void add(int number) {
        if (!known.add(number)) {
            return;
        }
        if (size == answers.length) {
            answers = Arrays.copyOf(answers, 2 * size);
        }
        answers[size++] = number;
        int waiting = takers.size();
        for (int i = 0; i < waiting; i++) {
            takers.get(i).accept(number);
        }
    }
}
