package dev.mimo.facts.reason.graph;

import java.util.Arrays;

/// Statements that can be found whole, and walked from either end: two linked lists go through each, in columns. Who
/// walks may add meanwhile, and does not see what was added.
public final class StatementGraph {
    public static final int NONE = StatementIndex.ABSENT;

    private static final int FIRST_CAPACITY = 16;

    private final StatementIndex index = new StatementIndex();
    private final AdjacencyHeads subjectHeads = new AdjacencyHeads();
    private final AdjacencyHeads objectHeads = new AdjacencyHeads();
    private int[] nextOfSubject = new int[FIRST_CAPACITY];
    private int[] previousOfSubject = new int[FIRST_CAPACITY];
    private int[] nextOfObject = new int[FIRST_CAPACITY];
    private int[] previousOfObject = new int[FIRST_CAPACITY];

    public int size() {
        return index.size();
    }

    public int find(int subject, int predicate, int object) {
        return index.find(subject, predicate, object);
    }

    public int subject(int number) {
        return index.subject(number);
    }

    public int predicate(int number) {
        return index.predicate(number);
    }

    public int object(int number) {
        return index.object(number);
    }

    /// The first of the statements that have this subject, or [#NONE].
    public int firstOfSubject(int predicate, int subject) {
        return subjectHeads.get(predicate, subject);
    }

    public int nextOfSubject(int number) {
        return nextOfSubject[number];
    }

    public int firstOfObject(int predicate, int object) {
        return objectHeads.get(predicate, object);
    }

    public int nextOfObject(int number) {
        return nextOfObject[number];
    }

    /// @param subject of a statement that is absent
    public int add(int subject, int predicate, int object) {
        int number = index.add(subject, predicate, object);
        if (number >= nextOfSubject.length) {
            grow();
        }
        int head = subjectHeads.get(predicate, subject);
        nextOfSubject[number] = head;
        previousOfSubject[number] = NONE;
        if (head != NONE) {
            previousOfSubject[head] = number;
        }
        subjectHeads.put(predicate, subject, number);
        head = objectHeads.get(predicate, object);
        nextOfObject[number] = head;
        previousOfObject[number] = NONE;
        if (head != NONE) {
            previousOfObject[head] = number;
        }
        objectHeads.put(predicate, object, number);
        return number;
    }

    public void remove(int number) {
        int previous = previousOfSubject[number];
        int next = nextOfSubject[number];
        if (previous == NONE) {
            subjectHeads.put(predicate(number), subject(number), next);
        } else {
            nextOfSubject[previous] = next;
        }
        if (next != NONE) {
            previousOfSubject[next] = previous;
        }
        previous = previousOfObject[number];
        next = nextOfObject[number];
        if (previous == NONE) {
            objectHeads.put(predicate(number), object(number), next);
        } else {
            nextOfObject[previous] = next;
        }
        if (next != NONE) {
            previousOfObject[next] = previous;
        }
        index.remove(number);
    }

    private void grow() {
        int capacity = 2 * nextOfSubject.length;
        nextOfSubject = Arrays.copyOf(nextOfSubject, capacity);
        previousOfSubject = Arrays.copyOf(previousOfSubject, capacity);
        nextOfObject = Arrays.copyOf(nextOfObject, capacity);
        previousOfObject = Arrays.copyOf(previousOfObject, capacity);
    }
}
