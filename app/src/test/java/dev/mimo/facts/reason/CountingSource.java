package dev.mimo.facts.reason;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Stored facts by subject and by object, which counts how many it gave.
final class CountingSource implements StatementSource {
    private final Map<Integer, List<Premise>> bySubject = new HashMap<>();
    private final Map<Integer, List<Premise>> byObject = new HashMap<>();
    private final List<Premise> all;
    private int given;

    CountingSource(List<Premise> stored) {
        all = List.copyOf(stored);
        for (Premise premise : stored) {
            bySubject.computeIfAbsent(premise.statement().subject(), _ -> new ArrayList<>()).add(premise);
            byObject.computeIfAbsent(premise.statement().object(), _ -> new ArrayList<>()).add(premise);
        }
    }

    int given() {
        return given;
    }

    @Override
    public void match(int subject, int predicate, int object, Consumer<Premise> taker) {
        List<Premise> near = subject != ANY
                ? bySubject.getOrDefault(subject, List.of())
                : object != ANY ? byObject.getOrDefault(object, List.of()) : all;
        for (Premise premise : near) {
            if (SmallWorld.fits(premise.statement(), subject, predicate, object)) {
                given++;
                taker.accept(premise);
            }
        }
    }
}
