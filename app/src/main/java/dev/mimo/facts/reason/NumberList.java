package dev.mimo.facts.reason;

import java.util.Arrays;

/// A list of numbers without boxes, also read from the front as a queue.
final class NumberList {
    private int[] numbers = new int[64];
    private int size;
    private int read;

    void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    int size() {
        return size;
    }

    int get(int place) {
        return numbers[place];
    }

    boolean hasUnread() {
        return read < size;
    }

    int read() {
        return numbers[read++];
    }

    void clear() {
        size = 0;
        read = 0;
    }
}
