package dev.mimo.index;

import dev.mimo.memory.Candidate;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Probe;
import dev.mimo.terms.MemoryId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Searches, by words alone, a namespace whose index is too large for the heap: makes an index of some versions at a
/// time, and keeps the best of each. Words are weighed by the statistics of their piece, which are much like those of
/// the whole. For one search and one thread.
public final class PiecewiseSearch {
    private static final String NO_MODEL = "";

    private final Probe probe;
    private final long nowMicros;
    private final long pieceBytes;
    private final Supplier<NamespaceIndex> empty;
    private NamespaceIndex piece;
    private List<Candidate> best = List.of();

    /// @param nowMicros as for `NamespaceIndex.search`
    /// @param pieceBytes of heap for a piece, about
    /// @param empty makes an index that holds nothing yet
    public PiecewiseSearch(String words, Filter filter, int depth, long nowMicros, long pieceBytes,
            Supplier<NamespaceIndex> empty) {
        this.probe = new Probe(words, null, NO_MODEL, filter, depth);
        this.nowMicros = nowMicros;
        this.pieceBytes = pieceBytes;
        this.empty = empty;
        this.piece = empty.get();
    }

    /// Takes the next versions, in order of rows.
    public void add(List<IndexEntry> entries) {
        piece.put(entries);
        if (piece.bytes() >= pieceBytes) {
            best = best();
            piece = empty.get();
        }
    }

    /// The best of all by their words, best first, then their neighbors.
    public List<Candidate> best() {
        return best(best, piece.search(probe, nowMicros, _ -> List.of()), probe.depth());
    }

    /// What was edited while pieces were read is in both lists; the later stands.
    private static List<Candidate> best(List<Candidate> some, List<Candidate> later, int depth) {
        List<Candidate> all = new ArrayList<>(some);
        later.forEach(one -> all.add(one.withNeighbors(shifted(one.previous(), some.size()),
                shifted(one.next(), some.size()))));
        Map<MemoryId, Integer> latest = new HashMap<>();
        IntStream.range(0, all.size()).forEach(i -> latest.put(all.get(i).id(), i));
        Map<Integer, Integer> places = new LinkedHashMap<>();
        latest.values().stream().filter(i -> all.get(i).words() > 0)
                .sorted(Comparator.comparingDouble((Integer i) -> -all.get(i).words())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(depth).forEach(i -> places.put(i, places.size()));
        for (int hit : List.copyOf(places.keySet())) {
            addNeighbor(all.get(hit).previous(), places);
            addNeighbor(all.get(hit).next(), places);
        }
        return places.keySet().stream().map(all::get)
                .map(one -> one.withNeighbors(places.getOrDefault(one.previous(), -1),
                        places.getOrDefault(one.next(), -1)))
                .toList();
    }

    private static int shifted(int place, int by) {
        return place < 0 ? place : place + by;
    }

    private static void addNeighbor(int place, Map<Integer, Integer> places) {
        if (place >= 0) {
            places.putIfAbsent(place, places.size());
        }
    }
}
