package dev.mimo.facts.operation;

import dev.mimo.call.Field;
import dev.mimo.call.ReadContext;
import dev.mimo.call.RecordShape;
import dev.mimo.call.SchemaWriter;
import dev.mimo.call.Shape;
import dev.mimo.call.ValueShapes;
import dev.mimo.facts.Fact;
import dev.mimo.facts.FactRule;
import dev.mimo.facts.FactSettings;
import dev.mimo.facts.Term;
import dev.mimo.facts.TermSyntax;
import dev.mimo.facts.query.ProofTree.ProofNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The shape of a proof, which holds others like it.
final class ProofShape implements Shape<ProofNode> {
    private final RecordShape<ProofNode> step;

    private ProofShape() {
        RecordShape.Builder<ProofNode> of = RecordShape.named("Proof");
        Shape<Term> term = ValueShapes.text().as(TermSyntax::read, Term::toString);
        Field<Term> subject = of.required("subject", "What the step says.", term, ProofNode::subject);
        Field<Term> predicate = of.required("predicate", "What the step says.", term, ProofNode::predicate);
        Field<Term> object = of.required("object", "What the step says.", term, ProofNode::object);
        Field<Double> confidence = of.required("confidence", "That of the fact, or of the least sure premise.",
                ValueShapes.number(0, 1), ProofNode::confidence);
        of.optional("fact", "The id of the fact that says so.", ValueShapes.text(),
                node -> node.fact() == null ? null : node.fact().id().toString());
        Field<@Nullable Fact> fact = of.optional("stored", "That fact, with its source and times.",
                FactShapes.fact(), ProofNode::fact);
        Field<@Nullable FactRule> rule = of.optional("rule", "The rule by which it follows from the premises.",
                new FactShapes(FactSettings.unbounded()).rule(), ProofNode::rule);
        Field<List<ProofNode>> premises = of.required("premises", "What it follows from.", ValueShapes.list(this),
                ProofNode::premises);
        Field<Boolean> cut = of.defaulted("cut", "Whether premises are left out, because the proof is too deep.",
                ValueShapes.bool(), false, ProofNode::cut);
        step = of.made(values -> new ProofNode(values.get(subject), values.get(predicate), values.get(object),
                values.get(fact), values.get(rule), values.get(confidence), values.get(premises), values.get(cut)));
    }

    static Shape<ProofNode> node() {
        return new ProofShape();
    }

    @Override
    public @Nullable ProofNode read(JsonNode value, ReadContext at) {
        return step.read(value, at);
    }

    @Override
    public JsonNode write(ProofNode value) {
        return step.write(value);
    }

    @Override
    public ObjectNode schema(SchemaWriter writer) {
        return step.schema(writer);
    }
}
