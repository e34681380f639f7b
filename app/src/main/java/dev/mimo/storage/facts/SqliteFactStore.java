package dev.mimo.storage.facts;

import dev.mimo.facts.Fact;
import dev.mimo.facts.FactConflict;
import dev.mimo.facts.FactId;
import dev.mimo.facts.FactPatch;
import dev.mimo.facts.FactRule;
import dev.mimo.facts.FactRule.RuleKind;
import dev.mimo.facts.FactStore;
import dev.mimo.facts.FactView;
import dev.mimo.facts.NewFact;
import dev.mimo.facts.StandardRules;
import dev.mimo.facts.Term;
import dev.mimo.facts.TermSyntax;
import dev.mimo.facts.Viewpoint;
import dev.mimo.storage.Database;
import dev.mimo.storage.Storage;
import dev.mimo.storage.facts.ConflictQueries.Pair;
import dev.mimo.storage.facts.FactPatterns.Position;
import dev.mimo.storage.facts.RuleTable.Stored;
import dev.mimo.storage.undo.MemoryDependents;
import dev.mimo.storage.undo.ReversibleKind;
import dev.mimo.storage.undo.UndoTable;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.Receipt.Status;
import dev.mimo.terms.UndoHandle;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Facts in SQLite.
public final class SqliteFactStore implements FactStore {
    private static final int BYTES_PER_FACT = 300;
    /// The number of a namespace in which nothing is.
    private static final long NOWHERE = 0;
    private static final int EVERY_SOURCE = -1;

    private final Storage storage;
    private final Clock clock;

    public SqliteFactStore(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// How writes here are undone.
    ///
    /// @param other how writes elsewhere are
    public List<ReversibleKind> reversals(ReversibleKind other) {
        return List.of(other, new FactReversal(), new RuleReversal());
    }

    /// The facts that go and come back with the memories that they were read from.
    public static MemoryDependents ofMemories() {
        return new FactsOfMemories();
    }

    @Override
    public List<Receipt> teach(Namespace namespace, List<NewFact> facts) {
        return storage.writer().write((long) facts.size() * BYTES_PER_FACT, database -> {
            FactWrite write = write(database, namespace);
            return facts.stream().map(fact -> write.teach(fact, null)).toList();
        });
    }

    @Override
    public TaughtPart teachPart(Namespace namespace, List<NewFact> facts, @Nullable UndoHandle begun) {
        return storage.writer().write((long) facts.size() * BYTES_PER_FACT, database -> {
            FactWrite write = write(database, namespace);
            UndoHandle handle = begun == null ? write.handle() : begun;
            UndoTable.moveOn(database, handle, now());
            int stored = 0;
            List<String> closed = new ArrayList<>();
            List<String> conflicts = new ArrayList<>();
            for (NewFact fact : facts) {
                Receipt receipt = write.teach(fact, handle);
                stored += receipt.status() == Status.SAME ? 0 : 1;
                closed.addAll(receipt.closed());
                conflicts.addAll(receipt.conflicts());
            }
            return new TaughtPart(handle, stored, closed, conflicts);
        });
    }

    private FactWrite write(Database database, Namespace namespace) {
        return new FactWrite(database, namespace, now(), storage.settings().undoLifetime());
    }

    @Override
    public @Nullable Fact find(Namespace namespace, FactId id, @Nullable Instant knownAt) {
        return storage.readers().read(database -> {
            Long number = TermTable.namespace(database, namespace.value());
            if (number == null) {
                return null;
            }
            List<FactRow> versions = FactTable.versions(database, number, id);
            List<FactRow> then = knownAt == null
                    ? versions
                    : versions.stream().filter(row -> row.known().from() <= Micros.floor(knownAt)
                            && row.known().to() > Micros.floor(knownAt)).toList();
            return then.isEmpty()
                    ? null
                    : FactAssembly.of(database, namespace, number, List.of(then.getLast())).getFirst();
        });
    }

    @Override
    public Receipt update(Namespace namespace, FactId id, FactPatch patch) {
        return storage.writer().write(BYTES_PER_FACT, database -> write(database, namespace).update(id, patch));
    }

    @Override
    public Receipt retract(Namespace namespace, FactId id) {
        return storage.writer().write(BYTES_PER_FACT, database -> write(database, namespace).retract(id));
    }

    @Override
    public <T extends @Nullable Object> T view(Namespace namespace, Viewpoint from, Function<FactView, T> look) {
        return storage.readers().read(database -> {
            database.run("BEGIN");
            try {
                return look.apply(new SqliteFactView(database, namespace, position(database, namespace, from)));
            } finally {
                database.run("COMMIT");
            }
        });
    }

    private Position position(Database database, Namespace namespace, Viewpoint from) {
        Long number = TermTable.namespace(database, namespace.value());
        long known = number == null ? NOWHERE : number;
        Long source = from.source() == null
                ? Long.valueOf(EVERY_SOURCE)
                : SourceTable.find(database, known, from.source());
        return new Position(source == null ? NOWHERE : known,
                from.asOf() == null ? now() : Micros.floor(from.asOf()),
                from.knownAt() == null ? null : (Long) Micros.floor(from.knownAt()), from.minConfidence(),
                source == null ? EVERY_SOURCE : source);
    }

    @Override
    public Receipt putRules(Namespace namespace, List<FactRule> rules) {
        String written = RuleTable.written(rules);
        return storage.writer().write(written.length(), database -> {
            long number = TermTable.namespaceToWrite(database, namespace.value());
            Stored old = RuleTable.now(database, number);
            if (old != null && old.rules().equals(written)) {
                return Receipt.same(RuleReversal.KIND, "rules", namespace, old.version(), Micros.instant(now()));
            }
            UndoHandle handle = UndoTable.add(database, namespace, RuleReversal.KIND, now(),
                    storage.settings().undoLifetime());
            long write = WriteNumber.of(handle);
            if (old != null) {
                RuleTable.end(database, old.row(), now(), write);
            }
            int version = old == null ? 1 : old.version() + 1;
            RuleTable.add(database, number, new Stored(0, 0, version, written), now(), write);
            return Receipt.of(Status.UPDATED, RuleReversal.KIND, namespace, Micros.instant(now()))
                    .about("rules", version, handle);
        });
    }

    @Override
    public List<FactConflict> conflicts(Namespace namespace, int limit) {
        return storage.readers().read(database -> {
            Long number = TermTable.namespace(database, namespace.value());
            return number == null ? List.of() : conflicts(database, namespace, number, limit);
        });
    }

    private static List<FactConflict> conflicts(Database database, Namespace namespace, long number, int limit) {
        List<FactConflict> found = new ArrayList<>();
        for (FactRule rule : RuleTable.rules(database, number)) {
            List<Pair> pairs = pairs(database, number, rule, limit - found.size());
            Set<Long> rows = new LinkedHashSet<>();
            pairs.forEach(pair -> rows.addAll(List.of(pair.first(), pair.second())));
            Map<Long, Fact> facts = new SqliteFactView(database, namespace,
                    new Position(number, 0, null, 0, EVERY_SOURCE)).facts(rows);
            pairs.forEach(pair -> found.add(new FactConflict(rule.kind(), fact(facts, pair.first()),
                    fact(facts, pair.second()))));
        }
        return found;
    }

    private static Fact fact(Map<Long, Fact> facts, long row) {
        return Objects.requireNonNull(facts.get(row));
    }

    private static List<Pair> pairs(Database database, long number, FactRule rule, int limit) {
        if (rule.kind() == RuleKind.FUNCTIONAL) {
            Integer predicate = TermTable.find(database, number, rule.predicate());
            return predicate == null ? List.of() : ConflictQueries.twoObjects(database, number, predicate, limit);
        }
        Integer type = TermTable.find(database, number, TermSyntax.readPredicate(StandardRules.TYPE));
        if (rule.kind() != RuleKind.DISJOINT || type == null) {
            return List.of();
        }
        List<Integer> types = Stream.of(rule.predicate(), rule.with().getFirst())
                .map((Term each) -> Objects.requireNonNullElse(TermTable.find(database, number, each), 0)).toList();
        return ConflictQueries.twoTypes(database, number, type, types, limit);
    }

    private long now() {
        return Micros.floor(clock.instant());
    }
}
