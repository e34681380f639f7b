package dev.mimo.index;

import dev.mimo.index.SessionTurns.Neighbors;
import dev.mimo.memory.Candidate;
import dev.mimo.memory.Probe;
import dev.mimo.vector.FlatIndex;
import dev.mimo.words.WordIndex;
import dev.mimo.words.WordQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One question to one namespace: both legs' best, their neighbors, and all signals of each of them. Lives while
/// the lock is held.
final class NamespaceSearch {
    /// How many candidates there may be for each hit a leg may have: both legs' hits when they share none, and as
    /// many neighbors. All neighbors of all hits would be six; those of the worst hits are the ones to spare.
    private static final int CANDIDATES_PER_DEPTH = 4;

    private final Contents contents;
    private final CompiledFilter filter;
    private final WordQuery words;
    private final FlatIndex.@Nullable PreparedQuery meaning;
    private final int bound;
    /// The versions that will be scored in full, each once, with their places: in the order they came in.
    private final Map<Integer, Integer> places = new LinkedHashMap<>();

    /// What there is to search.
    record Contents(VersionColumns columns, SessionTurns sessions, WordIndex words, PassageVectors passages) {}

    NamespaceSearch(Contents contents, Probe probe, WordQuery words, CompiledFilter filter) {
        this.contents = contents;
        this.filter = filter;
        this.words = words;
        meaning = probe.meaning() == null ? null : contents.passages.vectors().prepare(probe.meaning());
        bound = Math.multiplyExact(probe.depth(), CANDIDATES_PER_DEPTH);
        int[] byWords = contents.words.search(words, probe.depth(), filter).ordinals();
        int[] byMeaning = probe.meaning() == null
                ? new int[0]
                : contents.passages.vectors().search(probe.meaning(), probe.depth(), filter).owners();
        gather(byWords, byMeaning);
    }

    private void gather(int[] byWords, int[] byMeaning) {
        for (int rank = 0; rank < Math.max(byWords.length, byMeaning.length); rank++) {
            addAt(rank, byWords);
            addAt(rank, byMeaning);
        }
        // by rank: when the pool fills up, it is the worst hits that stay without neighbors
        for (int hit : List.copyOf(places.keySet())) {
            Neighbors neighbors = neighbors(hit);
            addNeighbor(neighbors.previous());
            addNeighbor(neighbors.next());
        }
    }

    private void addAt(int rank, int[] hits) {
        if (rank < hits.length) {
            add(hits[rank]);
        }
    }

    private void addNeighbor(int ordinal) {
        if (places.size() < bound && ordinal != SessionTurns.NONE && filter.test(ordinal)) {
            add(ordinal);
        }
    }

    private void add(int ordinal) {
        if (places.size() < bound) {
            places.putIfAbsent(ordinal, places.size());
        }
    }

    /// In parallel, as it takes a few microseconds for each of several hundred; what it reads does not change while
    /// the caller holds the lock.
    List<Candidate> candidates() {
        return List.copyOf(places.keySet()).parallelStream().map(this::candidate).toList();
    }

    private Candidate candidate(int ordinal) {
        VersionColumns columns = contents.columns;
        Neighbors near = neighbors(ordinal);
        WordQuery.Worth worth = words.worth(near.previous(), ordinal, near.next());
        double cosine = meaning == null ? Double.NaN : contents.passages.meaning(meaning, ordinal);
        return new Candidate(columns.row(ordinal), columns.id(ordinal), columns.sessionName(ordinal),
                columns.speaker(ordinal), columns.occurredAt(ordinal), columns.importance(ordinal),
                worth.alone(), worth.together(), cosine, columns.asks(ordinal), worth.matched(),
                places.getOrDefault(near.previous(), -1), places.getOrDefault(near.next(), -1));
    }

    private Neighbors neighbors(int ordinal) {
        Neighbors now = contents.sessions.of(contents.columns.session(ordinal), ordinal);
        return new Neighbors(known(now.previous()), known(now.next()));
    }

    /// A neighbor that was not known at the moment asked about lends no words either.
    private int known(int neighbor) {
        return neighbor != SessionTurns.NONE && filter.isKnown(neighbor) ? neighbor : SessionTurns.NONE;
    }
}
