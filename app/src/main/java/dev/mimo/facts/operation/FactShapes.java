package dev.mimo.facts.operation;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.RecordShape;
import dev.mimo.call.Shape;
import dev.mimo.call.ValueShapes;
import dev.mimo.facts.Fact;
import dev.mimo.facts.FactId;
import dev.mimo.facts.FactPatch;
import dev.mimo.facts.FactRule;
import dev.mimo.facts.FactRule.RuleKind;
import dev.mimo.facts.FactSettings;
import dev.mimo.facts.NewFact;
import dev.mimo.facts.Term;
import dev.mimo.facts.TermSyntax;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.OffsetTimes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The shapes of facts and rules.
final class FactShapes {
    static final String AS_OF = "Only what holds at this moment in the world; now if not given.";
    static final String KNOWN_AT = "As it was known at this moment; now if not given.";
    private static final String SUBJECT = "What it is about: a plain name, an IRI.";
    private static final String PREDICATE = "How they relate, like `reports_to`: lower case, `_` for spaces.";
    private static final String OBJECT = "What it is related to: a plain name, an IRI, or a value as "
            + "`\"7\"^^xsd:integer` or `\"sept\"@fr`.";
    private static final String CONFIDENCE = "How sure it is, 0 to 1.";
    private static final String SOURCE = "Where it comes from: a document, a person, `memory:` and an id.";
    private static final String VALID_FROM = "Since when it holds in the world.";
    private static final String VALID_TO = "Until when it holds, this moment excluded.";

    private final FactSettings limits;
    private final Shape<Term> term;
    private final Shape<Term> predicate;

    FactShapes(FactSettings limits) {
        this.limits = limits;
        Shape<String> text = ValueShapes.text(limits.termCharsMax());
        term = text.as(TermSyntax::read, Term::toString);
        predicate = text.as(TermSyntax::readPredicate, Term::toString);
    }

    Shape<Term> term() {
        return term;
    }

    Shape<Term> predicate() {
        return predicate;
    }

    private static Shape<String> source() {
        return ValueShapes.text(CommonShapes.NAME_MAX);
    }

    /// A fact in a request.
    RecordShape<NewFact> newFact() {
        return newFact("NewFact");
    }

    /// The same in a file.
    RecordShape<NewFact> exportedFact() {
        return newFact("ExportedFact");
    }

    private RecordShape<NewFact> newFact(String name) {
        RecordShape.Builder<NewFact> of = RecordShape.named(name);
        Field<Term> subject = of.required("subject", SUBJECT, term, NewFact::subject);
        Field<Term> relation = of.required("predicate", PREDICATE, predicate, NewFact::predicate);
        Field<Term> object = of.required("object", OBJECT, term, NewFact::object);
        Field<Double> confidence = of.defaulted("confidence", CONFIDENCE, ValueShapes.number(0, 1), 1.0,
                NewFact::confidence);
        Field<@Nullable String> source = of.optional("source", SOURCE, source(), NewFact::source);
        Field<@Nullable OffsetDateTime> from = of.optional("valid_from", VALID_FROM, moment(), NewFact::validFrom);
        Field<@Nullable OffsetDateTime> to = of.optional("valid_to", VALID_TO, moment(), NewFact::validTo);
        return of.made(values -> new NewFact(values.get(subject), values.get(relation), values.get(object),
                values.get(confidence), values.get(source), values.get(from), values.get(to)));
    }

    private static Shape<OffsetDateTime> moment() {
        return ValueShapes.offsetTime().as(OffsetTimes::floor, time -> time);
    }

    static RecordShape<FactPatch> patch() {
        RecordShape.Builder<FactPatch> of = RecordShape.named("FactPatch");
        Field<@Nullable Double> confidence = of.optional("confidence", CONFIDENCE, ValueShapes.number(0, 1),
                FactPatch::confidence);
        Field<@Nullable String> source = of.optional("source", SOURCE, source(), FactPatch::source);
        Field<@Nullable OffsetDateTime> from = of.optional("valid_from", VALID_FROM, moment(), FactPatch::validFrom);
        Field<@Nullable OffsetDateTime> to = of.optional("valid_to", VALID_TO, moment(), FactPatch::validTo);
        of.atLeastOne(patch -> !patch.isEmpty(), "confidence", "or another field to change must be given",
                List.of("confidence", "source", "valid_from", "valid_to"));
        return of.made(values -> new FactPatch(values.get(confidence), values.get(source), values.get(from),
                values.get(to)));
    }

    static RecordShape<Fact> fact() {
        RecordShape.Builder<Fact> of = RecordShape.named("Fact");
        Shape<Term> text = ValueShapes.text().as(TermSyntax::read, Term::toString);
        Field<FactId> id = of.required("id", "Its identity across its versions.",
                ValueShapes.text().as(FactShapes::idOf, FactId::toString), Fact::id);
        Field<Namespace> namespace = of.required("namespace", "Where it is.", CommonShapes.namespace(),
                Fact::namespace);
        Field<Integer> version = of.required("version", "1 for the first.",
                ValueShapes.integer(1, Integer.MAX_VALUE), Fact::version);
        Field<Term> subject = of.required("subject", "What it is about.", text, Fact::subject);
        Field<Term> relation = of.required("predicate", "How they relate.", text, Fact::predicate);
        Field<Term> object = of.required("object", "What it is related to.", text, Fact::object);
        Field<Double> confidence = of.required("confidence", CONFIDENCE, ValueShapes.number(0, 1), Fact::confidence);
        Field<@Nullable String> source = of.nullable("source", "Where it comes from.", ValueShapes.text(),
                Fact::source);
        Field<@Nullable OffsetDateTime> from = of.nullable("valid_from", VALID_FROM, ValueShapes.offsetTime(),
                Fact::validFrom);
        Field<@Nullable OffsetDateTime> to = of.nullable("valid_to", VALID_TO, ValueShapes.offsetTime(),
                Fact::validTo);
        Field<Instant> recorded = of.required("recorded_at", "When Mimo learned it.", ValueShapes.time(),
                Fact::recordedAt);
        Field<@Nullable Instant> retracted = of.nullable("retracted_at", "When it was no longer believed.",
                ValueShapes.time(), Fact::retractedAt);
        return of.made(values -> new Fact(values.get(id), values.get(namespace), values.get(version),
                values.get(subject), values.get(relation), values.get(object), values.get(confidence),
                values.get(source), values.get(from), values.get(to), values.get(recorded), values.get(retracted)));
    }

    private static FactId idOf(String text) {
        return Objects.requireNonNull(FactId.of(text), text);
    }

    /// A rule as it lies there, before it is read by its kind.
    private record RuleText(RuleKind kind, String predicate, List<String> with) {
        static RuleText of(FactRule rule) {
            return new RuleText(rule.kind(), rule.predicate().toString(),
                    rule.with().stream().map(Term::toString).toList());
        }

        FactRule rule() {
            return FactRule.read(kind, predicate, with);
        }
    }

    /// A rule in a request.
    Shape<FactRule> newRule() {
        return rule("NewFactRule");
    }

    /// A rule in an answer.
    Shape<FactRule> rule() {
        return rule("FactRule");
    }

    private Shape<FactRule> rule(String name) {
        RecordShape.Builder<RuleText> of = RecordShape.named(name);
        Shape<String> text = ValueShapes.text(limits.termCharsMax());
        Field<RuleKind> kind = of.required("kind", "What it says.", ValueShapes.choice(RuleKind.class),
                RuleText::kind);
        Field<String> predicate = of.required("predicate", "The predicate it is about; of `disjoint`, a type.", text,
                RuleText::predicate);
        Field<List<String>> with = of.unlessEmpty("with", "What else it names: of `inverse` and `subproperty` the "
                + "other predicate, of `chain` those that make this one, of `domain`, `range` and `disjoint` a type.",
                ValueShapes.list(text, RuleKind.CHAIN.withMax()), RuleText::with);
        return of.made(values -> new RuleText(values.get(kind), values.get(predicate), values.get(with)))
                .as(RuleText::rule, RuleText::of);
    }
}
