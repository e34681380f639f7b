package dev.mimo.facts.operation;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.RecordShape;
import dev.mimo.call.ValueShapes;
import dev.mimo.facts.FactPatch;
import dev.mimo.facts.FactRule;
import dev.mimo.facts.FactSettings;
import dev.mimo.facts.NewFact;
import dev.mimo.facts.Term;
import dev.mimo.facts.Viewpoint;
import dev.mimo.facts.query.GraphWalk.WalkDirection;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.Namespace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What can be asked of facts.
///
/// @param shapes with the bounds
public record FactRequests(FactShapes shapes, FactSettings limits) {
    private static final int QUESTION_CHARS_MAX = 8_000;
    private static final int PAGE_MAX = 10_000;
    private static final int CONFLICTS_MAX = 1_000;
    private static final String INFER = "Also what follows by the rules.";

    public record TeachRequest(Namespace namespace, NewFact fact) {}

    RecordShape<TeachRequest> teach() {
        RecordShape.Builder<TeachRequest> of = RecordShape.named("TeachRequest");
        Field<NewFact> fact = of.joined(shapes.newFact(), TeachRequest::fact);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, TeachRequest::namespace);
        return of.made(values -> new TeachRequest(values.get(namespace), values.get(fact)));
    }

    /// @param namespace the same for all; absent when the facts name it, or nothing does
    public record TeachAllRequest(@Nullable Namespace namespace, List<FactItem> facts) {}

    /// @param namespace the same for all; absent when the request names it, or nothing does
    public record FactItem(@Nullable Namespace namespace, NewFact fact) {}

    RecordShape<TeachAllRequest> teachAll() {
        RecordShape.Builder<FactItem> item = RecordShape.named("FactItem");
        Field<NewFact> fact = item.joined(shapes.newFact(), FactItem::fact);
        Field<@Nullable Namespace> own = item.optional("namespace", "The same for all, here or beside `facts`.",
                CommonShapes.namespace(), FactItem::namespace);
        RecordShape<FactItem> items = item.made(values -> new FactItem(values.get(own), values.get(fact)));

        RecordShape.Builder<TeachAllRequest> of = RecordShape.named("TeachAllRequest");
        Field<List<FactItem>> facts = of.required("facts", "In order.",
                ValueShapes.batch(items, limits.batchItemsMax()), TeachAllRequest::facts);
        Field<@Nullable Namespace> namespace = of.optional("namespace", "Whose; `default` when nothing names one.",
                CommonShapes.namespace(), TeachAllRequest::namespace);
        return of.made(values -> new TeachAllRequest(values.get(namespace), values.get(facts)));
    }

    /// From where a question looks.
    private static RecordShape<Viewpoint> viewpoint() {
        RecordShape.Builder<Viewpoint> of = RecordShape.named("Viewpoint");
        Field<@Nullable Instant> asOf = of.optional("as_of", FactShapes.AS_OF, ValueShapes.time(), Viewpoint::asOf);
        Field<@Nullable Instant> knownAt = of.optional("known_at", FactShapes.KNOWN_AT, ValueShapes.time(),
                Viewpoint::knownAt);
        Field<Double> least = of.defaulted("min_confidence", "Nothing less sure.", ValueShapes.number(0, 1), 0.0,
                Viewpoint::minConfidence);
        Field<@Nullable String> source = of.optional("source", "Only facts from there.",
                ValueShapes.text(CommonShapes.NAME_MAX), Viewpoint::source);
        return of.made(values -> new Viewpoint(values.get(asOf), values.get(knownAt), values.get(least),
                values.get(source)));
    }

    /// @param cursor where the page begins; absent for the first
    public record QueryRequest(Namespace namespace, String where, boolean infer, Viewpoint from, int limit,
            @Nullable Cursor cursor) {}

    static RecordShape<QueryRequest> query() {
        RecordShape.Builder<QueryRequest> of = RecordShape.named("FactQuery");
        Field<String> where = of.required("where", "Clauses of three terms, joined by ` . `; `?name` is whatever "
                + "stands there. A term with a space, a dot or a leading `?` stands in double quotes.",
                ValueShapes.text(QUESTION_CHARS_MAX), QueryRequest::where);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, QueryRequest::namespace);
        Field<Boolean> infer = of.defaulted("infer", INFER, ValueShapes.bool(), true, QueryRequest::infer);
        Field<Viewpoint> from = of.joined(viewpoint(), QueryRequest::from);
        Field<Integer> limit = of.defaulted("limit", "At most so many rows.", ValueShapes.integer(1, PAGE_MAX), 100,
                QueryRequest::limit);
        Field<@Nullable Cursor> cursor = of.optional("cursor", "The `next_cursor` of the page before.",
                CommonShapes.cursor(), QueryRequest::cursor);
        return of.made(values -> new QueryRequest(values.get(namespace), values.get(where), values.get(infer),
                values.get(from), values.get(limit), values.get(cursor)));
    }

    /// @param predicate to go along; absent for any
    public record PathRequest(Namespace namespace, Term from, Term to, @Nullable Term predicate, int maxDepth,
            boolean infer, Viewpoint at) {}

    RecordShape<PathRequest> path() {
        RecordShape.Builder<PathRequest> of = RecordShape.named("FactPath");
        Field<Term> from = of.required("from", "Where it begins.", shapes.term(), PathRequest::from);
        Field<Term> to = of.required("to", "Where it ends.", shapes.term(), PathRequest::to);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, PathRequest::namespace);
        Field<@Nullable Term> predicate = of.optional("predicate", "Only along this one.", shapes.predicate(),
                PathRequest::predicate);
        Field<Integer> depth = of.defaulted("max_depth", "At most so many hops.",
                ValueShapes.integer(1, limits.hopsMax()), Math.min(100, limits.hopsMax()), PathRequest::maxDepth);
        Field<Boolean> infer = of.defaulted("infer", "Also along what follows by the rules.", ValueShapes.bool(),
                false, PathRequest::infer);
        Field<Viewpoint> at = of.joined(viewpoint(), PathRequest::at);
        return of.made(values -> new PathRequest(values.get(namespace), values.get(from), values.get(to),
                values.get(predicate), values.get(depth), values.get(infer), values.get(at)));
    }

    /// @param predicate to go along; absent for any
    public record AroundRequest(Namespace namespace, Term entity, int hops, @Nullable Term predicate,
            WalkDirection direction, int limit, Viewpoint at) {}

    RecordShape<AroundRequest> around() {
        RecordShape.Builder<AroundRequest> of = RecordShape.named("FactsAround");
        Field<Term> entity = of.required("entity", "Where to begin.", shapes.term(), AroundRequest::entity);
        Field<Integer> hops = of.required("hops", "At most so many.", ValueShapes.integer(1, limits.hopsMax()),
                AroundRequest::hops);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, AroundRequest::namespace);
        Field<@Nullable Term> predicate = of.optional("predicate", "Only along this one.", shapes.predicate(),
                AroundRequest::predicate);
        Field<WalkDirection> direction = of.defaulted("direction", "`out` from subjects to objects, `in` the other "
                + "way, or `both`.", ValueShapes.choice(WalkDirection.class), WalkDirection.OUT,
                AroundRequest::direction);
        Field<Integer> limit = of.defaulted("limit", "At most so many entities.",
                ValueShapes.integer(1, limits.entitiesMax()), Math.min(10_000, limits.entitiesMax()),
                AroundRequest::limit);
        Field<Viewpoint> at = of.joined(viewpoint(), AroundRequest::at);
        return of.made(values -> new AroundRequest(values.get(namespace), values.get(entity), values.get(hops),
                values.get(predicate), values.get(direction), values.get(limit), values.get(at)));
    }

    public record ExplainRequest(Namespace namespace, Term subject, Term predicate, Term object, Viewpoint at) {}

    RecordShape<ExplainRequest> explain() {
        RecordShape.Builder<ExplainRequest> of = RecordShape.named("FactToExplain");
        Field<Term> subject = of.required("subject", "What it is about.", shapes.term(), ExplainRequest::subject);
        Field<Term> predicate = of.required("predicate", "How they relate.", shapes.predicate(),
                ExplainRequest::predicate);
        Field<Term> object = of.required("object", "What it is related to.", shapes.term(), ExplainRequest::object);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, ExplainRequest::namespace);
        Field<Viewpoint> at = of.joined(viewpoint(), ExplainRequest::at);
        return of.made(values -> new ExplainRequest(values.get(namespace), values.get(subject), values.get(predicate),
                values.get(object), values.get(at)));
    }

    /// @param id as it was sent
    public record OneFact(Namespace namespace, String id) {}

    static RecordShape<OneFact> one() {
        RecordShape.Builder<OneFact> of = RecordShape.named("FactById");
        Field<String> id = of.required("id", "The fact.", ValueShapes.text(CommonShapes.ID_MAX), OneFact::id);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, OneFact::namespace);
        return of.made(values -> new OneFact(values.get(namespace), values.get(id)));
    }

    /// @param knownAt absent for now
    public record OneFactAt(OneFact fact, @Nullable Instant knownAt) {}

    static RecordShape<OneFactAt> oneAt() {
        RecordShape.Builder<OneFactAt> of = RecordShape.named("FactByIdAt");
        Field<OneFact> fact = of.joined(one(), OneFactAt::fact);
        Field<@Nullable Instant> knownAt = of.optional("known_at", FactShapes.KNOWN_AT, ValueShapes.time(),
                OneFactAt::knownAt);
        return of.made(values -> new OneFactAt(values.get(fact), values.get(knownAt)));
    }

    public record FactUpdate(OneFact fact, FactPatch patch) {}

    static RecordShape<FactUpdate> update() {
        RecordShape.Builder<FactUpdate> of = RecordShape.named("FactUpdate");
        Field<OneFact> fact = of.joined(one(), FactUpdate::fact);
        Field<FactPatch> patch = of.joined(FactShapes.patch(), FactUpdate::patch);
        return of.made(values -> new FactUpdate(values.get(fact), values.get(patch)));
    }

    public record ConflictsRequest(Namespace namespace, int limit) {}

    static RecordShape<ConflictsRequest> conflicts() {
        RecordShape.Builder<ConflictsRequest> of = RecordShape.named("ConflictsRequest");
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, ConflictsRequest::namespace);
        Field<Integer> limit = of.defaulted("limit", "At most so many.", ValueShapes.integer(1, CONFLICTS_MAX), 100,
                ConflictsRequest::limit);
        return of.made(values -> new ConflictsRequest(values.get(namespace), values.get(limit)));
    }

    public record RulesRequest(Namespace namespace) {}

    static RecordShape<RulesRequest> rules() {
        RecordShape.Builder<RulesRequest> of = RecordShape.named("RulesRequest");
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, RulesRequest::namespace);
        return of.made(values -> new RulesRequest(values.get(namespace)));
    }

    public record NewRules(Namespace namespace, List<FactRule> rules) {}

    RecordShape<NewRules> newRules() {
        RecordShape.Builder<NewRules> of = RecordShape.named("NewRules");
        Field<List<FactRule>> rules = of.required("rules", "All of them: what is not here, holds no longer.",
                ValueShapes.list(shapes.newRule(), limits.rulesMax()), NewRules::rules);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, NewRules::namespace);
        return of.made(values -> new NewRules(values.get(namespace), values.get(rules)));
    }
}
