package dev.mimo.facts.reason;

import dev.mimo.facts.reason.graph.StatementGraph;

/// One step of each rule, over the statements of a graph: forward, from a statement to what it gives together with
/// others; and backward, from what is to be given to statements that do.
final class ConsequenceFinder {
    private final RuleProgram program;
    private final StatementGraph graph;

    ConsequenceFinder(RuleProgram program, StatementGraph graph) {
        this.program = program;
        this.graph = graph;
    }

    /// Takes a statement and the numbers of what gives it.
    @FunctionalInterface
    interface ConsequenceTaker {
        /// @param second [StatementGraph#NONE] where one premise is enough
        void take(int subject, int predicate, int object, int first, int second);
    }

    /// All that the statement gives, alone or with another.
    void forward(int number, ConsequenceTaker taker) {
        int subject = graph.subject(number);
        int object = graph.object(number);
        for (HornRule rule : program.withFirst(graph.predicate(number))) {
            int head = rule.head();
            switch (rule.shape()) {
                case SAME -> taker.take(subject, head, object, number, StatementGraph.NONE);
                case SWAPPED -> taker.take(object, head, subject, number, StatementGraph.NONE);
                case SUBJECT_TYPE -> taker.take(subject, head, rule.type(), number, StatementGraph.NONE);
                case OBJECT_TYPE -> taker.take(object, head, rule.type(), number, StatementGraph.NONE);
                case JOINED -> {
                    int second = graph.firstOfSubject(rule.second(), object);
                    for (; second != StatementGraph.NONE; second = graph.nextOfSubject(second)) {
                        taker.take(subject, head, graph.object(second), number, second);
                    }
                }
            }
        }
        for (HornRule rule : program.withSecond(graph.predicate(number))) {
            int first = graph.firstOfObject(rule.first(), subject);
            for (; first != StatementGraph.NONE; first = graph.nextOfObject(first)) {
                taker.take(graph.subject(first), rule.head(), object, first, number);
            }
        }
    }

    /// One derivation of the statement, if there is any.
    ///
    /// @return whether it was given to the taker
    boolean backward(int subject, int predicate, int object, ConsequenceTaker taker) {
        for (HornRule rule : program.withHead(predicate)) {
            int first = switch (rule.shape()) {
                case SAME -> graph.find(subject, rule.first(), object);
                case SWAPPED -> graph.find(object, rule.first(), subject);
                case SUBJECT_TYPE ->
                    rule.type() == object ? graph.firstOfSubject(rule.first(), subject) : StatementGraph.NONE;
                case OBJECT_TYPE ->
                    rule.type() == object ? graph.firstOfObject(rule.first(), subject) : StatementGraph.NONE;
                case JOINED -> firstOfJoin(rule, subject, object);
            };
            if (first != StatementGraph.NONE) {
                int second = rule.shape() == HornRule.Shape.JOINED
                        ? graph.find(graph.object(first), rule.second(), object)
                        : StatementGraph.NONE;
                taker.take(subject, predicate, object, first, second);
                return true;
            }
        }
        return false;
    }

    /// Walks from both ends in step, so that it takes no longer than twice the shorter of the two lists.
    private int firstOfJoin(HornRule rule, int subject, int object) {
        int first = graph.firstOfSubject(rule.first(), subject);
        int second = graph.firstOfObject(rule.second(), object);
        while (first != StatementGraph.NONE && second != StatementGraph.NONE) {
            if (graph.find(graph.object(first), rule.second(), object) != StatementGraph.NONE) {
                return first;
            }
            int met = graph.find(subject, rule.first(), graph.subject(second));
            if (met != StatementGraph.NONE) {
                return met;
            }
            first = graph.nextOfSubject(first);
            second = graph.nextOfObject(second);
        }
        return StatementGraph.NONE;
    }
}
