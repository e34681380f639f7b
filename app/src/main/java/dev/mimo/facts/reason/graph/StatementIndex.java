package dev.mimo.facts.reason.graph;

import java.util.Arrays;

/// Numbers for triples of numbers: open addressing over three columns, twelve bytes and up to eight of slots each.
/// Predicates may be internal, below 0. Numbers of what was removed are given again.
public final class StatementIndex {
    public static final int ABSENT = -1;

    private static final int FIRST_CAPACITY = 16;

    private int[] subjects = new int[FIRST_CAPACITY];
    private int[] predicates = new int[FIRST_CAPACITY];
    private int[] objects = new int[FIRST_CAPACITY];
    /// One more than a number; 0 is free.
    private int[] slots = new int[2 * FIRST_CAPACITY];
    private int[] free = new int[FIRST_CAPACITY];
    private int freeCount;
    private int end;

    public int size() {
        return end - freeCount;
    }

    public int subject(int number) {
        return subjects[number];
    }

    public int predicate(int number) {
        return predicates[number];
    }

    public int object(int number) {
        return objects[number];
    }

    public int find(int subject, int predicate, int object) {
        int mask = slots.length - 1;
        for (int slot = hash(subject, predicate, object) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int number = slots[slot] - 1;
            if (subjects[number] == subject && objects[number] == object && predicates[number] == predicate) {
                return number;
            }
        }
        return ABSENT;
    }

    /// @param subject of a triple that is absent
    public int add(int subject, int predicate, int object) {
        if (2 * (size() + 1) > slots.length) {
            growSlots();
        }
        int number = freeCount > 0 ? free[--freeCount] : end++;
        if (number == subjects.length) {
            growColumns();
        }
        subjects[number] = subject;
        predicates[number] = predicate;
        objects[number] = object;
        place(number);
        return number;
    }

    /// Takes it out; whatever follows in its run of slots moves up, so that no marks of the dead remain.
    public void remove(int number) {
        int mask = slots.length - 1;
        int hole = hash(number) & mask;
        while (slots[hole] != number + 1) {
            hole = (hole + 1) & mask;
        }
        for (int slot = (hole + 1) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int home = hash(slots[slot] - 1) & mask;
            if (((slot - home) & mask) >= ((slot - hole) & mask)) {
                slots[hole] = slots[slot];
                hole = slot;
            }
        }
        slots[hole] = 0;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = number;
    }

    private void place(int number) {
        int mask = slots.length - 1;
        int slot = hash(number) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = number + 1;
    }

    private void growColumns() {
        subjects = Arrays.copyOf(subjects, 2 * subjects.length);
        predicates = Arrays.copyOf(predicates, subjects.length);
        objects = Arrays.copyOf(objects, subjects.length);
    }

    private void growSlots() {
        int[] old = slots;
        slots = new int[2 * old.length];
        for (int entry : old) {
            if (entry != 0) {
                place(entry - 1);
            }
        }
    }

    private int hash(int number) {
        return hash(subjects[number], predicates[number], objects[number]);
    }

    private static int hash(int subject, int predicate, int object) {
        long mixed = (subject * 0x9E3779B97F4A7C15L) ^ (predicate * 0xC2B2AE3D27D4EB4FL)
                ^ (object * 0x165667B19E3779F9L);
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return (int) (mixed >>> 32);
    }
}
