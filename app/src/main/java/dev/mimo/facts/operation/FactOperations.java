package dev.mimo.facts.operation;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.HttpForm;
import dev.mimo.call.HttpForm.Body;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Effect;
import dev.mimo.call.Operation.Title;
import dev.mimo.facts.Fact;
import dev.mimo.facts.FactSettings;
import dev.mimo.facts.operation.FactAnswers.AroundAnswer;
import dev.mimo.facts.operation.FactAnswers.ConflictList;
import dev.mimo.facts.operation.FactAnswers.Explanation;
import dev.mimo.facts.operation.FactAnswers.FactReceipts;
import dev.mimo.facts.operation.FactAnswers.PathAnswer;
import dev.mimo.facts.operation.FactAnswers.QueryRows;
import dev.mimo.facts.operation.FactAnswers.RuleList;
import dev.mimo.facts.operation.FactRequests.AroundRequest;
import dev.mimo.facts.operation.FactRequests.ConflictsRequest;
import dev.mimo.facts.operation.FactRequests.ExplainRequest;
import dev.mimo.facts.operation.FactRequests.FactUpdate;
import dev.mimo.facts.operation.FactRequests.NewRules;
import dev.mimo.facts.operation.FactRequests.OneFact;
import dev.mimo.facts.operation.FactRequests.OneFactAt;
import dev.mimo.facts.operation.FactRequests.PathRequest;
import dev.mimo.facts.operation.FactRequests.QueryRequest;
import dev.mimo.facts.operation.FactRequests.RulesRequest;
import dev.mimo.facts.operation.FactRequests.TeachAllRequest;
import dev.mimo.facts.operation.FactRequests.TeachRequest;
import dev.mimo.terms.Receipt;
import org.jspecify.annotations.Nullable;

/// All that facts can be asked.
public record FactOperations(Call<TeachRequest, Receipt> teach, Call<TeachAllRequest, FactReceipts> teachAll,
        Call<QueryRequest, QueryRows> query, Call<PathRequest, PathAnswer> path,
        Call<AroundRequest, AroundAnswer> around, Call<ExplainRequest, Explanation> explain,
        Call<OneFactAt, Fact> get, Call<FactUpdate, Receipt> update, Call<OneFact, Receipt> retract,
        Call<ConflictsRequest, ConflictList> conflicts,
        Call<RulesRequest, RuleList> rules, Call<NewRules, Receipt> putRules) {
    private static final String GROUP = "Facts";

    /// With the bounds of these settings.
    public static FactOperations within(FactSettings limits) {
        FactRequests asked = new FactRequests(new FactShapes(limits), limits);
        return new FactOperations(
                new Call<>(new Title("teachFact", GROUP, "Teach a fact", "The same fact again is `same`. A new object "
                        + "of a functional predicate ends the old fact in the same write: `closed`. What no rule "
                        + "decides stands beside it: `conflicts`."), Effect.WRITES, HttpForm.post("/v1/facts"),
                        asked.teach(), CommonShapes.written()).creating(FactOperations::location),
                new Call<>(new Title("teachFacts", GROUP, "Teach many facts", "All or none, in the order given."),
                        Effect.WRITES, HttpForm.of("POST", "/v1/facts/batch", Body.BATCH), asked.teachAll(),
                        FactAnswers.receipts()),
                new Call<>(new Title("queryFacts", GROUP, "Ask what fits", "Rows come in an order that stays, and a "
                        + "cursor goes on in what was known at the first page."), Effect.READS,
                        HttpForm.post("/v1/facts/query"), FactRequests.query(), FactAnswers.rows()),
                new Call<>(new Title("factPath", GROUP, "Find a shortest way", "From subject to object."),
                        Effect.READS, HttpForm.post("/v1/facts/path"), asked.path(), FactAnswers.path()),
                new Call<>(new Title("factsAround", GROUP, "Find what is around", "Each once, by the fewest hops."),
                        Effect.READS, HttpForm.post("/v1/facts/around"), asked.around(), FactAnswers.around()),
                new Call<>(new Title("explainFact", GROUP, "Show why a statement holds", "The best proof: each step's "
                        + "rule or fact, as sure as its least sure premise."), Effect.READS,
                        HttpForm.post("/v1/facts/explain"), asked.explain(), FactAnswers.explanation()),
                new Call<>(new Title("getFact", GROUP, "Read a fact", "Also one that is retracted."), Effect.READS,
                        HttpForm.get("/v1/facts/{id}"), FactRequests.oneAt(), FactAnswers.one()),
                new Call<>(new Title("updateFact", GROUP, "Change a fact's confidence, source or times",
                        "What it says stays: another statement is another fact."), Effect.WRITES,
                        HttpForm.of("PATCH", "/v1/facts/{id}", Body.FIELDS, "namespace"), FactRequests.update(),
                        CommonShapes.written()),
                new Call<>(new Title("retractFact", GROUP, "Retract a fact", "It stays readable as it was known."),
                        Effect.DESTROYS, HttpForm.of("DELETE", "/v1/facts/{id}", Body.NONE), FactRequests.one(),
                        CommonShapes.written()),
                new Call<>(new Title("factConflicts", GROUP, "List facts that exclude each other", ""), Effect.READS,
                        HttpForm.get("/v1/facts/conflicts"), FactRequests.conflicts(), FactAnswers.conflicts()),
                new Call<>(new Title("factRules", GROUP, "List the rules", ""), Effect.READS,
                        HttpForm.get("/v1/facts/rules"), FactRequests.rules(),
                        FactAnswers.rules(new FactShapes(limits))),
                new Call<>(new Title("putFactRules", GROUP, "Replace the rules", "All of them at once."),
                        Effect.DESTROYS, HttpForm.of("PUT", "/v1/facts/rules", Body.FIELDS), asked.newRules(),
                        CommonShapes.written()));
    }

    /// Where another process knows the bounds and refuses what passes them.
    public static FactOperations unbounded() {
        return within(FactSettings.unbounded());
    }

    private static @Nullable String location(Receipt receipt) {
        return receipt.status() != Receipt.Status.STORED || receipt.id() == null
                ? null
                : "/v1/facts/" + HttpForm.encoded(receipt.id()) + "?namespace="
                        + HttpForm.encoded(receipt.namespace().value());
    }
}
