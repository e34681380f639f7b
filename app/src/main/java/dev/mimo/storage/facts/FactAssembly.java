package dev.mimo.storage.facts;

import dev.mimo.facts.Fact;
import dev.mimo.facts.Term;
import dev.mimo.facts.TimeSpan;
import dev.mimo.storage.Database;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.OffsetTimes;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes facts of rows: looks up the terms and sources that they name by number.
final class FactAssembly {
    private FactAssembly() {}

    /// In the order of the rows.
    static List<Fact> of(Database database, Namespace namespace, long number, List<FactRow> rows) {
        Set<Integer> used = new HashSet<>();
        Set<Long> sources = new HashSet<>();
        for (FactRow row : rows) {
            used.addAll(List.of(row.statement().subject(), row.statement().predicate(), row.statement().object()));
            sources.add(row.source());
        }
        Map<Integer, Term> terms = TermTable.these(database, number, used);
        Map<Long, String> texts = SourceTable.these(database, number, sources);
        return rows.stream().map(row -> fact(namespace, row, terms, texts.get(row.source()))).toList();
    }

    private static Fact fact(Namespace namespace, FactRow row, Map<Integer, Term> terms, @Nullable String source) {
        return new Fact(row.id(), namespace, row.version(), term(terms, row.statement().subject()),
                term(terms, row.statement().predicate()), term(terms, row.statement().object()), row.confidence(),
                source, row.valid().from() == TimeSpan.EVER ? null : time(row.valid().from(), row.fromOffset()),
                row.valid().isOpen() ? null : time(row.valid().to(), row.toOffset()),
                Micros.instant(row.known().recordedAt()),
                row.known().isNow() ? null : Micros.instant(row.known().to()));
    }

    private static Term term(Map<Integer, Term> terms, int number) {
        return Objects.requireNonNull(terms.get(number), "a fact names a term of its own namespace");
    }

    private static OffsetDateTime time(long micros, @Nullable Integer offset) {
        return OffsetTimes.of(micros, offset == null ? 0 : offset);
    }
}
