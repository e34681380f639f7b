package dev.mimo.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The current turns of each session in order of creation. Who comes before and after a turn is looked up in that
/// order whenever it is asked, so that there are no links which a retired or updated turn could leave wrong.
final class SessionTurns {
    static final int NONE = -1;

    private final MemoryIdColumn ids;
    private final List<Turns> sessions = new ArrayList<>();
    private long neighbors;
    private long capacity;

    private static final class Turns {
        int[] inOrder = new int[4];
        int size;
    }

    SessionTurns(MemoryIdColumn ids) {
        this.ids = ids;
    }

    /// @param session numbers count up from 0 as sessions appear
    void add(int session, int ordinal) {
        while (sessions.size() <= session) {
            sessions.add(new Turns());
            capacity += 4;
        }
        Turns turns = sessions.get(session);
        int size = turns.size++;
        if (size == turns.inOrder.length) {
            turns.inOrder = Arrays.copyOf(turns.inOrder, VersionColumns.grown(size, size + 1));
            capacity += turns.inOrder.length - size;
        }
        // nearly always the newest comes last
        int place = size == 0 || compare(turns.inOrder[size - 1], ordinal) < 0
                ? size
                : firstNotBefore(turns.inOrder, size, ordinal);
        System.arraycopy(turns.inOrder, place, turns.inOrder, place + 1, size - place);
        turns.inOrder[place] = ordinal;
        neighbors += size == 0 ? 0 : 2;
    }

    /// @param ordinal one that was added
    void remove(int session, int ordinal) {
        Turns turns = sessions.get(session);
        int place = firstNotBefore(turns.inOrder, turns.size, ordinal);
        int size = --turns.size;
        System.arraycopy(turns.inOrder, place + 1, turns.inOrder, place, size - place);
        neighbors -= size == 0 ? 0 : 2;
    }

    /// The current turns before and after this one. A version that is not current has the neighbors that its
    /// memory has now, or would have.
    ///
    /// @param session negative when the version has none
    Neighbors of(int session, int ordinal) {
        if (session < 0 || session >= sessions.size()) {
            return Neighbors.NONE;
        }
        Turns turns = sessions.get(session);
        int after = firstNotBefore(turns.inOrder, turns.size, ordinal);
        int before = after - 1;
        while (before >= 0 && ids.compare(turns.inOrder[before], ordinal) == 0) {
            before--;
        }
        while (after < turns.size && ids.compare(turns.inOrder[after], ordinal) == 0) {
            after++;
        }
        return new Neighbors(before < 0 ? NONE : turns.inOrder[before],
                after == turns.size ? NONE : turns.inOrder[after]);
    }

    /// The turns on either side, `SessionTurns.NONE` where the session begins or ends.
    record Neighbors(int previous, int next) {
        private static final Neighbors NONE = new Neighbors(SessionTurns.NONE, SessionTurns.NONE);
    }

    /// How many neighbors all current turns have together.
    long neighbors() {
        return neighbors;
    }

    private int firstNotBefore(int[] inOrder, int size, int ordinal) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(inOrder[middle], ordinal) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// By creation; versions of one memory, which meet while one replaces the other, by ordinal.
    private int compare(int ordinal, int other) {
        int created = ids.compare(ordinal, other);
        return created != 0 ? created : Integer.compare(ordinal, other);
    }

    long bytes() {
        return 4 * capacity + 44L * sessions.size();
    }
}
