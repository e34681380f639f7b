package dev.mimo.storage.facts;

import dev.mimo.TestClock;
import dev.mimo.call.LocalClient;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.OperationClient.FileBody;
import dev.mimo.facts.FactSettings;
import dev.mimo.facts.NewFact;
import dev.mimo.facts.operation.FactOperations;
import dev.mimo.facts.operation.FactTransfer;
import dev.mimo.facts.operation.FactTransfer.FactFileRequest;
import dev.mimo.facts.operation.FactTransfer.FactFormat;
import dev.mimo.facts.operation.FactTransfer.FactImport;
import dev.mimo.facts.operation.FactsRoom;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.storage.Storage;
import dev.mimo.storage.StorageSettings;
import dev.mimo.storage.undo.SqliteUndoStore;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Facts in a file, asked as the doors ask: with JSON.
public final class OpenFacts implements AutoCloseable {
    public static final Namespace HERE = Namespace.DEFAULT;

    private static final FactTransfer FILES = FactTransfer.within(FactSettings.defaults());

    private final Storage storage;
    private final TestClock clock;
    private final SqliteFactStore store;
    private final SqliteUndoStore undo;
    private final FactOperations operations;
    private final LocalClient calls = new LocalClient();

    public OpenFacts(Path folder, TestClock clock) {
        this.clock = clock;
        storage = Storage.open(folder.resolve("mimo.db"), StorageSettings.defaults());
        store = new SqliteFactStore(storage, clock);
        undo = new SqliteUndoStore(storage, clock, store.reversals(new FactReversal()));
        FactsRoom room = FactsRoom.open(store, FactSettings.defaults(), clock, folder);
        room.bind(calls);
        operations = room.operations();
    }

    public TestClock clock() {
        return clock;
    }

    public SqliteFactStore store() {
        return store;
    }

    public Receipt teach(NewFact fact) {
        return teach(HERE, fact);
    }

    public Receipt teach(Namespace namespace, NewFact fact) {
        return store.teach(namespace, List.of(fact)).getFirst();
    }

    public Receipt teach(String subject, String predicate, String object) {
        return teach(NewFact.of(subject, predicate, object));
    }

    public Receipt undo(Receipt receipt) {
        return undo.undo(receipt.namespace(), Objects.requireNonNull(receipt.undo()));
    }

    public Receipt undo(UndoHandle handle) {
        return undo.undo(HERE, handle);
    }

    /// @param request in single quotes instead of double ones
    public <Q, A> ObjectNode call(Function<FactOperations, Call<Q, A>> which, String request) {
        return which.apply(operations).json(calls, Json.parseObject(request.replace('\'', '"'),
                JsonLimits.defaults()));
    }

    public FactImport importLines(String text) {
        return calls.upload(FILES.importFile(), new FactFileRequest(HERE, FactFormat.JSONL),
                new FileBody(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ""));
    }

    public String exported() {
        StringBuilder lines = new StringBuilder();
        calls.feed(FILES.export(), new FactFileRequest(HERE, FactFormat.JSONL),
                fact -> lines.append(Json.text(FILES.export().line().write(fact))).append('\n'));
        return lines.toString();
    }

    /// The rows that fit, as text.
    public List<String> rows(String where, String more) {
        ObjectNode request = Json.parseObject(("{'infer': false" + more + "}").replace('\'', '"'),
                JsonLimits.defaults());
        ObjectNode answer = operations.query().json(calls, request.put("where", where));
        return answer.path("rows").valueStream().map(row -> {
            ObjectNode object = (ObjectNode) row.deepCopy();
            object.remove(List.of("confidence", "derived"));
            return object.properties().stream().map(each -> each.getValue().asString())
                    .reduce((a, b) -> a + " " + b).orElse("yes");
        }).toList();
    }

    public List<String> rows(String where) {
        return rows(where, "");
    }

    public static OffsetDateTime at(String time) {
        return OffsetDateTime.parse(time);
    }

    public static Instant moment(String time) {
        return Instant.parse(time);
    }

    @Override
    public void close() {
        storage.close();
    }
}
