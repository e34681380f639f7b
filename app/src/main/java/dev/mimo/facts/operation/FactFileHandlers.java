package dev.mimo.facts.operation;

import dev.mimo.call.LocalClient;
import dev.mimo.call.OperationClient.FileBody;
import dev.mimo.call.ReadContext;
import dev.mimo.call.ReceivedFile;
import dev.mimo.call.Shape;
import dev.mimo.facts.Fact;
import dev.mimo.facts.FactId;
import dev.mimo.facts.FactStore;
import dev.mimo.facts.FactStore.TaughtPart;
import dev.mimo.facts.NewFact;
import dev.mimo.facts.Viewpoint;
import dev.mimo.facts.operation.FactTransfer.FactFileRequest;
import dev.mimo.facts.operation.FactTransfer.FactImport;
import dev.mimo.json.JsonItems;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Answers exports and imports of facts. A file is read to its end before the first of its facts is written.
///
/// @param folder where a file is kept while it is imported
record FactFileHandlers(FactTransfer operations, FactStore store, InstantSource clock, Path folder) {
    /// Other writes go in between.
    private static final int FACTS_PER_PART = 5_000;
    private static final int LISTED_MAX = 1_000;
    private static final JsonLimits LINE = JsonLimits.defaults().withBytesMax(256 << 10);

    void bind(LocalClient calls) {
        calls.on(operations.export(), this::export).on(operations.importFile(), this::importFile);
    }

    private void export(FactFileRequest request, Consumer<NewFact> each) {
        Viewpoint now = Viewpoint.at(null, clock.instant());
        List<Long> rows;
        long after = 0;
        do {
            long from = after;
            rows = store.view(request.namespace(), now, view -> view.rows(from, FACTS_PER_PART));
            List<Long> page = rows;
            store.view(request.namespace(), now, view -> view.facts(page)).entrySet().stream()
                    .sorted(Map.Entry.comparingByKey()).forEach(fact -> each.accept(offered(fact.getValue())));
            after = rows.isEmpty() ? after : rows.getLast();
        } while (rows.size() == FACTS_PER_PART);
    }

    private static NewFact offered(Fact fact) {
        return new NewFact(fact.subject(), fact.predicate(), fact.object(), fact.confidence(), fact.source(),
                fact.validFrom(), fact.validTo());
    }

    private FactImport importFile(FactFileRequest request, FileBody file) {
        try (ReceivedFile received = ReceivedFile.receive(file.content(), folder)) {
            read(received.path(), _ -> {
                // all of it can be read, or the first that cannot is refused
            });
            return new ImportRun(store, request.namespace(), clock.instant())
                    .run(each -> read(received.path(), each));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void read(Path file, Consumer<NewFact> each) throws IOException {
        Shape<NewFact> shape = operations.export().line();
        try (InputStream in = Files.newInputStream(file); JsonItems items = new JsonItems(in, LINE, Set.of())) {
            for (JsonItems.Item item = items.next(); item != null; item = items.next()) {
                each.accept(fact(item, shape));
            }
        } catch (MalformedJsonException malformed) {
            throw wrong("file", Objects.requireNonNullElse(malformed.getMessage(), "it is no JSON"));
        }
    }

    private static NewFact fact(JsonItems.Item item, Shape<NewFact> shape) {
        ReadContext at = ReadContext.strict();
        NewFact fact = item.fault() == null ? shape.read(item.value(), at) : null;
        if (fact == null) {
            throw wrong(item.where(), item.fault() != null
                    ? "it " + item.fault()
                    : "'" + at.problems().getFirst().field() + "' " + at.problems().getFirst().problem());
        }
        FactChecks.check(List.of(fact), _ -> item.where());
        return fact;
    }

    private static RefusedException wrong(String where, String problem) {
        return Refusal.invalid(where, "is no fact: " + problem,
                "Correct it and import the file again; nothing of it was written.");
    }

    private interface FactFile {
        void read(Consumer<NewFact> each) throws IOException;
    }

    /// One file on its way in.
    private static final class ImportRun {
        private final FactStore store;
        private final Namespace namespace;
        private final Instant now;
        private final List<NewFact> waiting = new ArrayList<>();
        private final List<String> closed = new ArrayList<>();
        private final List<String> conflicts = new ArrayList<>();
        private @Nullable UndoHandle undo;
        private long read;
        private int stored;

        ImportRun(FactStore store, Namespace namespace, Instant now) {
            this.store = store;
            this.namespace = namespace;
            this.now = now;
        }

        FactImport run(FactFile file) throws IOException {
            file.read(fact -> {
                waiting.add(fact);
                read++;
                if (waiting.size() == FACTS_PER_PART) {
                    write();
                }
            });
            write();
            boolean nothing = undo == null || stored == 0;
            Receipt receipt = Receipt.of(nothing ? Receipt.Status.SAME : Receipt.Status.STORED, FactId.KIND, namespace,
                    now);
            return new FactImport(undo == null || nothing
                    ? receipt
                    : receipt.aboutMany(stored, undo).withEffects(List.of(), closed, conflicts), read, stored);
        }

        private void write() {
            if (waiting.isEmpty()) {
                return;
            }
            TaughtPart part = store.teachPart(namespace, List.copyOf(waiting), undo);
            undo = part.undo();
            stored += part.stored();
            add(closed, part.closed());
            add(conflicts, part.conflicts());
            waiting.clear();
        }

        private static void add(List<String> listed, List<String> more) {
            listed.addAll(more.subList(0, Math.min(more.size(), LISTED_MAX - listed.size())));
        }
    }
}
