package dev.mimo.storage.facts;

import dev.mimo.facts.FactId;
import dev.mimo.facts.FactPatch;
import dev.mimo.facts.FunctionalChange;
import dev.mimo.facts.FunctionalChange.ClosesNew;
import dev.mimo.facts.FunctionalChange.ClosesOld;
import dev.mimo.facts.FunctionalChange.Conflicts;
import dev.mimo.facts.FunctionalChange.Unaffected;
import dev.mimo.facts.NewFact;
import dev.mimo.facts.Term;
import dev.mimo.facts.TimeSpan;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.Database;
import dev.mimo.storage.facts.FactRow.Known;
import dev.mimo.storage.facts.FactRow.Statement;
import dev.mimo.storage.undo.UndoTable;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.OffsetTimes;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.Receipt.Status;
import dev.mimo.terms.UndoHandle;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One write to the facts of a namespace, within a transaction of the writer. What it makes and ends carries the
/// number of its undo handle, by which `FactReversal` goes back.
final class FactWrite {
    /// What is less sure than this closes nothing that is surer.
    private static final double DOUBTFUL = 0.5;
    private static final int ROWS_PER_TAKE = 256;

    private final Database database;
    private final Namespace namespace;
    private final long number;
    private final long now;
    private final Duration undoLifetime;
    private final Set<Integer> functional;
    private long nextRow;
    private long takenTo;
    /// A write of one fact takes few.
    private int taken = 2;
    private final Map<Term, Integer> terms = new HashMap<>();
    private final Map<String, Long> sources = new HashMap<>();

    /// @param now in microseconds since the epoch
    FactWrite(Database database, Namespace namespace, long now, Duration undoLifetime) {
        this.database = database;
        this.namespace = namespace;
        this.now = now;
        this.undoLifetime = undoLifetime;
        number = TermTable.namespaceToWrite(database, namespace.value());
        functional = RuleTable.functional(database, number);
    }

    /// @param handle of a write over many, of which this is a part; absent when it has its own
    Receipt teach(NewFact fact, @Nullable UndoHandle handle) {
        Statement says = new Statement(term(fact.subject()), term(fact.predicate()), term(fact.object()));
        long source = source(fact.source());
        FactRow known = known(fact, says, source);
        if (known != null && known.confidence() == fact.confidence()) {
            return Receipt.same(FactId.KIND, known.id().toString(), namespace, known.version(),
                    Micros.instant(known.known().recordedAt()));
        }
        UndoHandle own = handle == null ? handle() : handle;
        if (known != null) {
            FactRow surer = known.next(nextRow(), known.valid(), now);
            return replaced(known, with(surer, fact.confidence(), surer.source()), own);
        }
        return store(fact, says, source, own);
    }

    UndoHandle handle() {
        return UndoTable.add(database, namespace, FactId.KIND, now, undoLifetime);
    }

    /// What says the same for the same time and from the same source; who says neither means whatever holds now.
    private @Nullable FactRow known(NewFact fact, Statement says, long source) {
        long from = fact.validFrom() == null ? TimeSpan.EVER : Micros.floor(fact.validFrom().toInstant());
        TimeSpan said = new TimeSpan(from, to(fact));
        for (FactRow row : FactTable.saying(database, number, says)) {
            boolean sameTime = row.valid().equals(said)
                    || (fact.validFrom() == null && said.isOpen() && row.valid().isOpen() && row.valid().from() <= now);
            if (sameTime && (source == 0 || row.source() == source)) {
                return row;
            }
        }
        return null;
    }

    private static long to(NewFact fact) {
        return fact.validTo() == null ? Micros.OPEN : Micros.floor(fact.validTo().toInstant());
    }

    private Receipt store(NewFact fact, Statement says, long source, UndoHandle handle) {
        List<FactRow> others = functional.contains(says.predicate())
                ? FactTable.otherwise(database, number, says)
                : List.of();
        boolean sinceNow = fact.validFrom() == null && others.stream().anyMatch(other -> other.valid().from() <= now);
        TimeSpan valid = new TimeSpan(fact.validFrom() != null
                ? Micros.floor(fact.validFrom().toInstant())
                : sinceNow ? now : TimeSpan.EVER, to(fact));
        long write = WriteNumber.of(handle);
        List<String> closed = new ArrayList<>();
        List<String> conflicts = new ArrayList<>();
        long end = valid.to();
        for (FactRow other : others) {
            switch (change(other, fact, valid, sinceNow)) {
                case Unaffected() -> {
                    // both may stand: they hold at other times
                }
                case ClosesOld(long at) -> {
                    replace(other, other.next(nextRow(), new TimeSpan(other.valid().from(), at), now),
                            write);
                    closed.add(other.id().toString());
                }
                case ClosesNew(long at) -> end = Math.min(end, at);
                case Conflicts() -> conflicts.add(other.id().toString());
            }
        }
        long row = nextRow();
        FactTable.add(database, number, new FactRow(row, new FactId(row), 1, row, says,
                new TimeSpan(valid.from(), end), fact.confidence(), source, new Known(now, Micros.OPEN, now),
                offset(fact.validFrom()), offset(fact.validTo())), write);
        return Receipt.of(Status.STORED, FactId.KIND, namespace, Micros.instant(now))
                .about(new FactId(row).toString(), 1, handle).withEffects(List.of(), closed, conflicts);
    }

    private static FunctionalChange change(FactRow old, NewFact offered, TimeSpan valid, boolean sinceNow) {
        FunctionalChange change = FunctionalChange.of(old.valid(), valid, sinceNow);
        boolean doubtful = offered.confidence() < DOUBTFUL && offered.confidence() < old.confidence();
        return doubtful && !(change instanceof Unaffected) ? new Conflicts() : change;
    }

    Receipt update(FactId id, FactPatch patch) {
        FactRow old = existing(id);
        TimeSpan valid = new TimeSpan(
                patch.validFrom() == null ? old.valid().from() : Micros.floor(patch.validFrom().toInstant()),
                patch.validTo() == null ? old.valid().to() : Micros.floor(patch.validTo().toInstant()));
        if (valid.from() >= valid.to()) {
            throw Refusal.invalid("valid_to", "must be after valid_from", "Give times in which the fact can hold.");
        }
        double confidence = patch.confidence() == null ? old.confidence() : patch.confidence();
        long source = patch.source() == null ? old.source() : source(patch.source());
        if (valid.equals(old.valid()) && confidence == old.confidence() && source == old.source()) {
            return Receipt.same(FactId.KIND, id.toString(), namespace, old.version(),
                    Micros.instant(old.known().recordedAt()));
        }
        FactRow next = with(old.next(nextRow(), valid, Math.max(now, old.known().from())), confidence,
                source);
        return replaced(old, new FactRow(next.row(), next.id(), next.version(), next.origin(), next.statement(), valid,
                confidence, source, next.known(),
                patch.validFrom() == null ? old.fromOffset() : offset(patch.validFrom()),
                patch.validTo() == null ? old.toOffset() : offset(patch.validTo())), handle());
    }

    Receipt retract(FactId id) {
        FactRow old = existing(id);
        UndoHandle handle = handle();
        FactTable.end(database, old.row(), now, WriteNumber.of(handle));
        return Receipt.of(Status.RETRACTED, FactId.KIND, namespace, Micros.instant(now))
                .about(id.toString(), old.version(), handle);
    }

    private Receipt replaced(FactRow old, FactRow next, UndoHandle handle) {
        replace(old, next, WriteNumber.of(handle));
        return Receipt.of(Status.UPDATED, FactId.KIND, namespace, Micros.instant(now))
                .about(next.id().toString(), next.version(), handle);
    }

    private void replace(FactRow old, FactRow next, long write) {
        FactTable.end(database, old.row(), now, write);
        FactTable.add(database, number, next, write);
    }

    private static FactRow with(FactRow row, double confidence, long source) {
        return new FactRow(row.row(), row.id(), row.version(), row.origin(), row.statement(), row.valid(), confidence,
                source, row.known(), row.fromOffset(), row.toOffset());
    }

    private FactRow existing(FactId id) {
        FactRow current = FactTable.current(database, number, id);
        if (current != null) {
            return current;
        }
        if (!FactTable.versions(database, number, id).isEmpty()) {
            throw Refusal.conflict("The fact " + id + " is retracted already.",
                    "Undo the retraction, or teach the fact again.");
        }
        throw unknown(namespace, id.toString());
    }

    static RefusedException unknown(Namespace namespace, String id) {
        return Refusal.notFound("There is no fact " + Refusal.quotable(id) + " in the namespace '" + namespace + "'.",
                "Look it up with a query in that namespace.");
    }

    /// Numbers are taken many at a time: to ask for each costs as much as to write it.
    private long nextRow() {
        if (nextRow == takenTo) {
            nextRow = FactTable.take(database, taken);
            takenTo = nextRow + taken;
            taken = ROWS_PER_TAKE;
        }
        return nextRow++;
    }

    private int term(Term term) {
        Integer known = terms.get(term);
        if (known != null) {
            return known;
        }
        Integer found = TermTable.find(database, number, term);
        int used = found == null ? TermTable.add(database, number, term) : found;
        terms.put(term, used);
        return used;
    }

    private long source(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        Long known = sources.get(text);
        if (known != null) {
            return known;
        }
        Long found = SourceTable.find(database, number, text);
        long used = found == null ? SourceTable.add(database, number, text) : found;
        sources.put(text, used);
        return used;
    }

    private static @Nullable Integer offset(@Nullable OffsetDateTime time) {
        return time == null ? null : (Integer) OffsetTimes.offsetMinutes(time);
    }
}
