package dev.mimo.facts.operation;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.ReadContext;
import dev.mimo.call.RecordShape;
import dev.mimo.call.SchemaWriter;
import dev.mimo.call.Shape;
import dev.mimo.call.ValueShapes;
import dev.mimo.facts.Fact;
import dev.mimo.facts.FactConflict;
import dev.mimo.facts.FactRule;
import dev.mimo.facts.FactRule.RuleKind;
import dev.mimo.facts.query.ProofTree.ProofNode;
import dev.mimo.json.Json;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.Receipt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is answered of facts.
public final class FactAnswers {
    private FactAnswers() {}

    /// One receipt for each.
    public record FactReceipts(List<Receipt> receipts) {}

    static RecordShape<FactReceipts> receipts() {
        RecordShape.Builder<FactReceipts> of = RecordShape.named("FactReceipts");
        Field<List<Receipt>> receipts = of.required("receipts", "One for each, in the order given.",
                ValueShapes.list(CommonShapes.receipt()), FactReceipts::receipts);
        return of.made(values -> new FactReceipts(values.get(receipts)));
    }

    static RecordShape<Fact> one() {
        RecordShape.Builder<Fact> of = RecordShape.named("OneFact");
        Field<Fact> fact = of.required("fact", "The fact.", FactShapes.fact(), one -> one);
        return of.made(values -> values.get(fact));
    }

    /// What fits a question.
    ///
    /// @param values of its variables, by their names
    /// @param confidence of the least sure of its parts
    /// @param derived whether it follows from facts only by rules
    public record QueryRow(Map<String, String> values, double confidence, boolean derived) {}

    /// A row is an object with a field for each variable.
    private record QueryRowShape() implements Shape<QueryRow> {
        private static final String CONFIDENCE = "confidence";
        private static final String DERIVED = "derived";

        @Override
        public @Nullable QueryRow read(JsonNode value, ReadContext at) {
            if (!(value instanceof ObjectNode object)) {
                return at.problem("must be an object");
            }
            Map<String, String> values = new LinkedHashMap<>();
            object.properties().stream()
                    .filter(field -> !field.getKey().equals(CONFIDENCE) && !field.getKey().equals(DERIVED))
                    .forEach(field -> values.put(field.getKey(), field.getValue().asString("")));
            return new QueryRow(values, object.path(CONFIDENCE).asDouble(1), object.path(DERIVED).asBoolean(false));
        }

        @Override
        public ObjectNode write(QueryRow row) {
            ObjectNode object = Json.object();
            row.values().forEach(object::put);
            object.set(CONFIDENCE, ValueShapes.measured().write(row.confidence()));
            return object.put(DERIVED, row.derived());
        }

        @Override
        public ObjectNode schema(SchemaWriter writer) {
            ObjectNode schema = Json.object().put("type", "object");
            ObjectNode properties = schema.putObject("properties");
            properties.putObject(CONFIDENCE).put("type", "number").put("description",
                    "How sure the least sure of its parts is.");
            properties.putObject(DERIVED).put("type", "boolean").put("description",
                    "Whether it follows by rules only.");
            schema.putArray("required").add(CONFIDENCE).add(DERIVED);
            schema.putObject("additionalProperties").put("type", "string");
            return schema;
        }
    }

    /// @param truncated whether there are more rows
    /// @param nextCursor where the next page begins; absent on the last
    public record QueryRows(List<QueryRow> rows, boolean truncated, @Nullable Cursor nextCursor) {}

    static RecordShape<QueryRows> rows() {
        RecordShape.Builder<QueryRows> of = RecordShape.named("QueryRows");
        Field<List<QueryRow>> rows = of.required("rows", "Whatever fits, each once: a field for each variable.",
                ValueShapes.list(new QueryRowShape()), QueryRows::rows);
        Field<Boolean> truncated = of.required("truncated", "Whether there are more.", ValueShapes.bool(),
                QueryRows::truncated);
        Field<@Nullable Cursor> next = of.optional("next_cursor", "Where the next page begins.",
                CommonShapes.cursor(), QueryRows::nextCursor);
        return of.made(values -> new QueryRows(values.get(rows), values.get(truncated), values.get(next)));
    }

    /// A shortest way.
    ///
    /// @param path what is on it, both ends included; empty when there is none
    /// @param facts between them
    public record PathAnswer(boolean found, List<String> path, List<String> facts) {}

    static RecordShape<PathAnswer> path() {
        RecordShape.Builder<PathAnswer> of = RecordShape.named("PathAnswer");
        Shape<List<String>> texts = ValueShapes.list(ValueShapes.text());
        Field<Boolean> found = of.required("found", "Whether there is a way.", ValueShapes.bool(), PathAnswer::found);
        Field<List<String>> path = of.required("path", "What is on it, both ends included.", texts, PathAnswer::path);
        Field<List<String>> facts = of.required("facts", "The ids of the facts along it.", texts, PathAnswer::facts);
        return of.made(values -> new PathAnswer(values.get(found), values.get(path), values.get(facts)));
    }

    /// @param depth fewest hops
    public record ReachedEntity(String id, int depth) {}

    /// @param truncated whether there is more within the hops
    public record AroundAnswer(List<ReachedEntity> entities, boolean truncated) {}

    static RecordShape<AroundAnswer> around() {
        RecordShape.Builder<ReachedEntity> entity = RecordShape.named("ReachedEntity");
        Field<String> id = entity.required("id", "Its name.", ValueShapes.text(), ReachedEntity::id);
        Field<Integer> depth = entity.required("depth", "Fewest hops.", ValueShapes.integer(1, Integer.MAX_VALUE),
                ReachedEntity::depth);
        RecordShape<ReachedEntity> reached =
                entity.made(values -> new ReachedEntity(values.get(id), values.get(depth)));

        RecordShape.Builder<AroundAnswer> of = RecordShape.named("AroundAnswer");
        Field<List<ReachedEntity>> entities = of.required("entities", "Nearest first, without the start.",
                ValueShapes.list(reached), AroundAnswer::entities);
        Field<Boolean> truncated = of.required("truncated", "Whether there is more within the hops.",
                ValueShapes.bool(), AroundAnswer::truncated);
        return of.made(values -> new AroundAnswer(values.get(entities), values.get(truncated)));
    }

    /// @param confidence of the best proof; 0 when it does not hold
    /// @param proof absent when it does not hold
    public record Explanation(boolean holds, double confidence, @Nullable ProofNode proof) {}

    static RecordShape<Explanation> explanation() {
        RecordShape.Builder<Explanation> of = RecordShape.named("Explanation");
        Field<Boolean> holds = of.required("holds", "Whether it is a fact or follows from facts.", ValueShapes.bool(),
                Explanation::holds);
        Field<Double> confidence = of.required("confidence", "That of the least sure fact that the best proof stands "
                + "on.", ValueShapes.number(0, 1), Explanation::confidence);
        Field<@Nullable ProofNode> proof = of.optional("proof", "The best proof.", ProofShape.node(),
                Explanation::proof);
        return of.made(values -> new Explanation(values.get(holds), values.get(confidence), values.get(proof)));
    }

    public record ConflictList(List<FactConflict> conflicts) {}

    static RecordShape<ConflictList> conflicts() {
        RecordShape.Builder<FactConflict> one = RecordShape.named("FactConflict");
        Field<RuleKind> why = one.required("why", "Which kind of rule says so.", ValueShapes.choice(RuleKind.class),
                FactConflict::why);
        Field<List<Fact>> facts = one.required("facts", "Both sides.", ValueShapes.list(FactShapes.fact()),
                conflict -> List.of(conflict.first(), conflict.second()));
        RecordShape<FactConflict> conflict = one.made(values -> new FactConflict(values.get(why),
                values.get(facts).getFirst(), values.get(facts).getLast()));

        RecordShape.Builder<ConflictList> of = RecordShape.named("ConflictList");
        Field<List<FactConflict>> conflicts = of.required("conflicts", "Facts that exclude each other; both stand.",
                ValueShapes.list(conflict), ConflictList::conflicts);
        return of.made(values -> new ConflictList(values.get(conflicts)));
    }

    public record RuleList(List<FactRule> rules) {}

    static RecordShape<RuleList> rules(FactShapes shapes) {
        RecordShape.Builder<RuleList> of = RecordShape.named("RuleList");
        Field<List<FactRule>> rules = of.required("rules", "In the order given.", ValueShapes.list(shapes.rule()),
                RuleList::rules);
        return of.made(values -> new RuleList(values.get(rules)));
    }
}
