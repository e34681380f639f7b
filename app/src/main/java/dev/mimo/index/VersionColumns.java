package dev.mimo.index;

import dev.mimo.terms.MemoryId;
import dev.mimo.terms.OffsetTimes;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is known of every version besides words and vectors: one array a property, all by ordinal.
final class VersionColumns {
    static final long OPEN = Long.MAX_VALUE;
    private static final int ABSENT = -1;

    final ValueDictionary<String> sessionNames = new ValueDictionary<>();
    final ValueDictionary<String> speakers = new ValueDictionary<>();
    final ValueDictionary<String> categories = new ValueDictionary<>();
    final TagListDictionary tagLists = new TagListDictionary();
    final MemoryIdColumn ids = new MemoryIdColumn();

    private int size;
    private boolean[] asks = new boolean[16];
    private long[] row = new long[16];
    private int[] session = new int[16];
    private int[] speaker = new int[16];
    private int[] category = new int[16];
    private int[] tags = new int[16];
    private double[] importance = new double[16];
    private long[] occurredAt = new long[16];
    private short[] occurredOffset = new short[16];
    private long[] knownFrom = new long[16];
    private long[] knownTo = new long[16];

    /// Adds a version; its ordinal is the number of those before.
    ///
    /// @param entry of a greater row than all before
    void add(IndexEntry entry) {
        if (size > 0 && entry.row() <= row[size - 1]) {
            throw new IllegalArgumentException("row " + entry.row() + " comes after row " + row[size - 1]);
        }
        if (size == row.length) {
            grow(grown(size, size + 1));
        }
        int ordinal = size++;
        ids.add(entry.id());
        row[ordinal] = entry.row();
        session[ordinal] = sessionNames.number(entry.session());
        speaker[ordinal] = speakers.number(entry.speaker());
        category[ordinal] = categories.number(entry.category());
        tags[ordinal] = tagLists.number(entry.tags());
        importance[ordinal] = entry.importance();
        occurredAt[ordinal] = entry.occurredAt();
        occurredOffset[ordinal] = (short) entry.occurredOffset();
        knownFrom[ordinal] = entry.knownFrom();
        knownTo[ordinal] = entry.knownTo();
        asks[ordinal] = entry.asks();
    }

    private void grow(int capacity) {
        row = Arrays.copyOf(row, capacity);
        session = Arrays.copyOf(session, capacity);
        speaker = Arrays.copyOf(speaker, capacity);
        category = Arrays.copyOf(category, capacity);
        tags = Arrays.copyOf(tags, capacity);
        importance = Arrays.copyOf(importance, capacity);
        occurredAt = Arrays.copyOf(occurredAt, capacity);
        occurredOffset = Arrays.copyOf(occurredOffset, capacity);
        knownFrom = Arrays.copyOf(knownFrom, capacity);
        knownTo = Arrays.copyOf(knownTo, capacity);
        asks = Arrays.copyOf(asks, capacity);
    }

    int size() {
        return size;
    }

    /// The ordinal of the row, negative when it is not here.
    int ordinal(long wanted) {
        return size > 0 && wanted > row[size - 1] ? ABSENT : Arrays.binarySearch(row, 0, size, wanted);
    }

    long row(int ordinal) {
        return row[ordinal];
    }

    MemoryId id(int ordinal) {
        return ids.get(ordinal);
    }

    int session(int ordinal) {
        return session[ordinal];
    }

    @Nullable
    String sessionName(int ordinal) {
        return sessionNames.value(session[ordinal]);
    }

    @Nullable
    String speaker(int ordinal) {
        return speakers.value(speaker[ordinal]);
    }

    int category(int ordinal) {
        return category[ordinal];
    }

    int tags(int ordinal) {
        return tags[ordinal];
    }

    double importance(int ordinal) {
        return importance[ordinal];
    }

    long occurredAtMicros(int ordinal) {
        return occurredAt[ordinal];
    }

    OffsetDateTime occurredAt(int ordinal) {
        return OffsetTimes.of(occurredAt[ordinal], occurredOffset[ordinal]);
    }

    boolean asks(int ordinal) {
        return asks[ordinal];
    }

    boolean isCurrent(int ordinal) {
        return knownTo[ordinal] == OPEN;
    }

    /// Whether this was the version in force at the moment; `OPEN` asks for the current one.
    boolean isKnownAt(int ordinal, long moment) {
        return moment == OPEN ? isCurrent(ordinal) : knownFrom[ordinal] <= moment && moment < knownTo[ordinal];
    }

    void setKnownTo(int ordinal, long moment) {
        knownTo[ordinal] = moment;
    }

    long bytes() {
        return 59L * row.length + ids.heapBytes() + sessionNames.bytes(64) + speakers.bytes(64)
                + categories.bytes(64) + tagLists.bytes();
    }

    /// Half as much again, and at least what is needed.
    static int grown(int length, int needed) {
        return Math.max(needed, length + (length >> 1));
    }
}
