package dev.mimo.facts.reason.graph;

/// A set of numbers of at least 0, without boxes.
public final class NumberSet {
    private static final int FIRST_CAPACITY = 8;

    /// One more than a number; 0 is free.
    private int[] slots = new int[FIRST_CAPACITY];
    private int size;

    public boolean contains(int number) {
        return slots[slot(number)] != 0;
    }

    /// @return false if it was there
    public boolean add(int number) {
        int slot = slot(number);
        if (slots[slot] != 0) {
            return false;
        }
        slots[slot] = number + 1;
        if (2 * ++size > slots.length) {
            grow();
        }
        return true;
    }

    private int slot(int number) {
        int mask = slots.length - 1;
        int slot = ((number * 0x9E3779B9) >>> 7) & mask;
        while (slots[slot] != 0 && slots[slot] != number + 1) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[2 * old.length];
        for (int entry : old) {
            if (entry != 0) {
                slots[slot(entry - 1)] = entry;
            }
        }
    }
}
