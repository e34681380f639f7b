package dev.mimo.facts.reason;

import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Rules and stored facts about very few terms, so that circles, loops and rules that call each other are common.
///
/// @param stored several may say the same
record SmallWorld(List<Rule> rules, List<Premise> stored) implements StatementSource {
    static final int NODES = 5;
    /// The first after the nodes.
    static final int PREDICATES = 4;
    static final int TYPE = NODES + PREDICATES - 1;

    static Arbitrary<Integer> nodes() {
        return Arbitraries.integers(0, NODES - 1);
    }

    static Arbitrary<Integer> predicates() {
        return Arbitraries.integers(NODES, NODES + PREDICATES - 1);
    }

    static Arbitrary<Statement> statements() {
        return choices -> new Statement(nodes().draw(choices), predicates().draw(choices), nodes().draw(choices));
    }

    static Arbitrary<SmallWorld> worlds() {
        Arbitrary<Double> confidences = Arbitraries.of(1.0, 0.9, 0.5, 0.3, 0.0);
        Arbitrary<Premise> premises = choices -> new Premise(statements().draw(choices), 0, confidences.draw(choices));
        return choices -> new SmallWorld(meaningful(someRules().list().ofMaxSize(9).draw(choices)),
                numbered(premises.list().ofMaxSize(10).draw(choices)));
    }

    static Arbitrary<Rule> someRules() {
        Arbitrary<Integer> p = predicates();
        return Arbitraries.<Rule>oneOf(p.map(Rule.Transitive::new), p.map(Rule.Symmetric::new),
                choices -> new Rule.Inverse(p.draw(choices), p.draw(choices)),
                choices -> new Rule.Subproperty(p.draw(choices), p.draw(choices)),
                choices -> new Rule.Chain(p.list().ofMinSize(2).ofMaxSize(4).draw(choices), p.draw(choices)),
                choices -> new Rule.Domain(p.draw(choices), nodes().draw(choices)),
                choices -> new Rule.Range(p.draw(choices), nodes().draw(choices)),
                p.map(Rule.Functional::new),
                choices -> new Rule.Disjoint(p.draw(choices), p.draw(choices)));
    }

    /// Without those that would be refused beside the ones before.
    static List<Rule> meaningful(List<Rule> drawn) {
        List<Rule> kept = new ArrayList<>();
        for (Rule rule : drawn) {
            kept.add(rule);
            try {
                RuleSet.of(kept, TYPE);
            } catch (RefusedException _) {
                kept.removeLast();
            }
        }
        return kept;
    }

    private static List<Premise> numbered(List<Premise> premises) {
        List<Premise> numbered = new ArrayList<>();
        premises.forEach(each -> numbered.add(new Premise(each.statement(), numbered.size() + 100, each.confidence())));
        return numbered;
    }

    RuleSet ruleSet() {
        return RuleSet.of(rules, TYPE);
    }

    NaiveFixpoint fixpoint() {
        return new NaiveFixpoint(rules, TYPE, stored);
    }

    @Override
    public void match(int subject, int predicate, int object, Consumer<Premise> taker) {
        stored.stream().filter(premise -> fits(premise.statement(), subject, predicate, object)).forEach(taker);
    }

    static boolean fits(Statement statement, int subject, int predicate, int object) {
        return (subject == ANY || subject == statement.subject())
                && (predicate == ANY || predicate == statement.predicate())
                && (object == ANY || object == statement.object());
    }
}
