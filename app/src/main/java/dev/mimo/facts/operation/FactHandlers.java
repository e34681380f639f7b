package dev.mimo.facts.operation;

import dev.mimo.call.LocalClient;
import dev.mimo.call.PageMark;
import dev.mimo.facts.Fact;
import dev.mimo.facts.FactId;
import dev.mimo.facts.FactSettings;
import dev.mimo.facts.FactStore;
import dev.mimo.facts.FactView;
import dev.mimo.facts.NewFact;
import dev.mimo.facts.Term;
import dev.mimo.facts.Viewpoint;
import dev.mimo.facts.operation.FactAnswers.AroundAnswer;
import dev.mimo.facts.operation.FactAnswers.ConflictList;
import dev.mimo.facts.operation.FactAnswers.Explanation;
import dev.mimo.facts.operation.FactAnswers.FactReceipts;
import dev.mimo.facts.operation.FactAnswers.PathAnswer;
import dev.mimo.facts.operation.FactAnswers.QueryRow;
import dev.mimo.facts.operation.FactAnswers.QueryRows;
import dev.mimo.facts.operation.FactAnswers.ReachedEntity;
import dev.mimo.facts.operation.FactAnswers.RuleList;
import dev.mimo.facts.operation.FactRequests.AroundRequest;
import dev.mimo.facts.operation.FactRequests.ExplainRequest;
import dev.mimo.facts.operation.FactRequests.FactItem;
import dev.mimo.facts.operation.FactRequests.OneFact;
import dev.mimo.facts.operation.FactRequests.PathRequest;
import dev.mimo.facts.operation.FactRequests.QueryRequest;
import dev.mimo.facts.operation.FactRequests.TeachAllRequest;
import dev.mimo.facts.query.Clause;
import dev.mimo.facts.query.ClauseParser;
import dev.mimo.facts.query.FactQuestion;
import dev.mimo.facts.query.GraphWalk;
import dev.mimo.facts.query.GraphWalk.Surroundings;
import dev.mimo.facts.query.GraphWalk.Way;
import dev.mimo.facts.query.InferredWalk;
import dev.mimo.facts.query.ProofTree.ProofNode;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers the operations of facts.
record FactHandlers(FactOperations operations, FactStore store, FactSettings settings, InstantSource clock) {
    private static final Set<String> PAGE = Set.of("limit", "cursor");
    /// A way may lead through more than an answer holds.
    private static final int VISITED_PER_ENTITY = 10;

    void bind(LocalClient calls) {
        calls.on(operations.teach(), request -> {
            FactChecks.check(List.of(request.fact()), _ -> "valid_to");
            return store.teach(request.namespace(), List.of(request.fact())).getFirst();
        })
                .on(operations.teachAll(), this::teachAll)
                .on(operations.query(), this::query)
                .on(operations.path(), this::path)
                .on(operations.around(), this::around)
                .on(operations.explain(), this::explain)
                .on(operations.get(), request -> get(request.fact(), request.knownAt()))
                .on(operations.update(),
                        request -> store.update(request.fact().namespace(), id(request.fact()), request.patch()))
                .on(operations.retract(), request -> store.retract(request.namespace(), id(request)))
                .on(operations.conflicts(),
                        request -> new ConflictList(store.conflicts(request.namespace(), request.limit())))
                .on(operations.rules(), request -> new RuleList(
                        store.view(request.namespace(), Viewpoint.NOW, FactView::rules)))
                .on(operations.putRules(), request -> {
                    FactChecks.checkRules(request.rules());
                    return store.putRules(request.namespace(), request.rules());
                });
    }

    private FactReceipts teachAll(TeachAllRequest request) {
        List<NewFact> facts = request.facts().stream().map(FactItem::fact).toList();
        FactChecks.check(facts, i -> "facts[" + i + "].valid_to");
        return new FactReceipts(store.teach(namespace(request), facts));
    }

    /// The one that all are for; a fact without a name is for the request's, or `default`.
    private static Namespace namespace(TeachAllRequest request) {
        Namespace beside = Objects.requireNonNullElse(request.namespace(), Namespace.DEFAULT);
        Namespace first = Objects.requireNonNullElse(request.facts().getFirst().namespace(), beside);
        Namespace all = Objects.requireNonNullElse(request.namespace(), first);
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < request.facts().size(); i++) {
            Namespace own = Objects.requireNonNullElse(request.facts().get(i).namespace(), beside);
            if (!own.equals(all)) {
                problems.add(new FieldProblem("facts[" + i + "].namespace",
                        "is '" + own + "' and elsewhere '" + all + "'"));
            }
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(new Refusal.Invalid(
                    "The facts of one call are of one namespace, and these are of several.",
                    "Name it beside 'facts', or in each of them, and make a call for each namespace.", problems));
        }
        return all;
    }

    /// A page after the first is read as the facts were known at the first, so that no row is missed or comes twice.
    private QueryRows query(QueryRequest request) {
        PageMark mark = PageMark.of(request.namespace(), operations.query().request().write(request), PAGE);
        QueryPage page = request.cursor() == null
                ? new QueryPage(clock.instant(), 0)
                : QueryPage.read(mark.place(request.cursor(), "question; ask this one"));
        Viewpoint asked = request.from();
        Viewpoint from = request.cursor() == null
                ? asked
                : new Viewpoint(Objects.requireNonNullElse(asked.asOf(), page.at()),
                        Objects.requireNonNullElse(asked.knownAt(), page.at()), asked.minConfidence(), asked.source());
        List<Clause> clauses = ClauseParser.parse(request.where(), settings.clausesMax());
        FactQuestion question = new FactQuestion(clauses, settings.matchesMax());
        return store.view(request.namespace(), from, view -> {
            FactQuestion.Answer answer = question.answer(view, request.infer(), page.offset(), request.limit());
            int next = page.offset() + request.limit();
            Cursor cursor = answer.more() ? mark.at(new QueryPage(page.at(), next).toString()) : null;
            return new QueryRows(answer.rows().stream()
                    .map(row -> new QueryRow(row.values(), row.confidence(), row.derived())).toList(),
                    answer.truncated(), cursor);
        });
    }

    /// Where a page begins.
    ///
    /// @param at when the first was asked for
    private record QueryPage(Instant at, int offset) {
        static QueryPage read(String text) {
            String[] parts = text.split(":", 2);
            try {
                return new QueryPage(Micros.instant(Long.parseLong(parts[0])), Integer.parseUnsignedInt(parts[1]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
                throw PageMark.notOurs();
            }
        }

        @Override
        public String toString() {
            return Micros.floor(at) + ":" + offset;
        }
    }

    private PathAnswer path(PathRequest request) {
        return store.view(request.namespace(), request.at(), view -> {
            InferredWalk walk = new InferredWalk(view);
            int from = walk.number(request.from());
            int to = walk.number(request.to());
            Term along = request.predicate();
            int predicate = along == null ? FactView.ANY : walk.number(along);
            Way way = from == 0 || to == 0 || predicate == 0 ? null : way(view, walk, request, from, to, predicate);
            if (way == null) {
                return new PathAnswer(false, List.of(), List.of());
            }
            Map<Integer, Term> terms = walk.terms(way.terms());
            Map<Long, Fact> facts = view.facts(way.rows());
            return new PathAnswer(true, way.terms().stream().map(each -> text(terms, each)).toList(),
                    way.rows().stream().map(row -> Objects.requireNonNull(facts.get(row)).id().toString()).toList());
        });
    }

    private @Nullable Way way(FactView view, InferredWalk walk, PathRequest request, int from, int to,
            int predicate) {
        return request.infer()
                ? walk.path(from, to, predicate, request.maxDepth(), settings.entitiesMax())
                : new GraphWalk(view, predicate, settings.entitiesMax() * VISITED_PER_ENTITY)
                        .path(from, to, request.maxDepth());
    }

    private Explanation explain(ExplainRequest request) {
        return store.view(request.namespace(), request.at(), view -> {
            ProofNode proof = new InferredWalk(view).explain(request.subject(), request.predicate(),
                    request.object());
            return new Explanation(proof != null, proof == null ? 0 : proof.confidence(), proof);
        });
    }

    private AroundAnswer around(AroundRequest request) {
        return store.view(request.namespace(), request.at(), view -> {
            int start = view.number(request.entity());
            Term along = request.predicate();
            int predicate = along == null ? FactView.ANY : view.number(along);
            if (start == 0 || predicate == 0) {
                return new AroundAnswer(List.of(), false);
            }
            Surroundings found = new GraphWalk(view, predicate, request.limit())
                    .around(start, request.hops(), request.direction());
            Map<Integer, Term> terms = view.terms(found.depths().keySet());
            return new AroundAnswer(found.depths().entrySet().stream()
                    .map(each -> new ReachedEntity(text(terms, each.getKey()), each.getValue())).toList(),
                    found.truncated());
        });
    }

    private static String text(Map<Integer, Term> terms, int number) {
        return Objects.requireNonNull(terms.get(number)).toString();
    }

    private Fact get(OneFact request, @Nullable Instant knownAt) {
        Fact fact = store.find(request.namespace(), id(request), knownAt);
        if (fact == null) {
            throw unknown(request);
        }
        return fact;
    }

    private static FactId id(OneFact request) {
        FactId id = FactId.of(request.id());
        if (id == null) {
            throw unknown(request);
        }
        return id;
    }

    private static RefusedException unknown(OneFact request) {
        return Refusal.notFound("There is no fact " + Refusal.quotable(request.id()) + " in the namespace '"
                + request.namespace() + "'.", "Look it up with a query in that namespace.");
    }
}
