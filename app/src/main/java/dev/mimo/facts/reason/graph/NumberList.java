package dev.mimo.facts.reason.graph;

import java.util.Arrays;

/// A list of numbers without boxes, also read from the front as a queue.
public final class NumberList {
    private int[] numbers = new int[64];
    private int size;
    private int read;

    public void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    public int size() {
        return size;
    }

    public int get(int place) {
        return numbers[place];
    }

    public boolean hasUnread() {
        return read < size;
    }

    public int read() {
        return numbers[read++];
    }

    public void clear() {
        size = 0;
        read = 0;
    }
}
