package dev.mimo.bench;

import dev.mimo.facts.reason.Statement;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphMemFactory;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.reasoner.InfGraph;
import org.apache.jena.reasoner.Reasoner;
import org.apache.jena.reasoner.ReasonerRegistry;
import org.apache.jena.reasoner.rulesys.GenericRuleReasoner;
import org.apache.jena.reasoner.rulesys.Rule;
import org.apache.jena.sys.JenaSystem;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;

/// The same statements and the same two rules with Jena's reasoners in memory.
final class JenaReasoning {
    private static final String RULES = """
            [(?a rdfs:subClassOf ?b) (?b rdfs:subClassOf ?c) -> (?a rdfs:subClassOf ?c)]
            [(?x rdf:type ?a) (?a rdfs:subClassOf ?b) -> (?x rdf:type ?b)]""";

    private JenaReasoning() {}

    /// Before anything else of it, whose classes cannot start each other in any order.
    static void start() {
        JenaSystem.init();
    }

    /// Its forward engine, with just these two rules.
    static Reasoner rete() {
        GenericRuleReasoner reasoner = new GenericRuleReasoner(Rule.parseRules(RULES));
        reasoner.setMode(GenericRuleReasoner.FORWARD_RETE);
        return reasoner;
    }

    /// Its RDFS reasoner, which has an engine of its own for classes, at its simplest level.
    static Reasoner rdfs() {
        return ReasonerRegistry.getRDFSSimpleReasoner();
    }

    static Graph graph(List<Statement> statements) {
        Graph graph = GraphMemFactory.createDefaultGraph();
        statements.forEach(each -> graph.add(triple(each)));
        return graph;
    }

    static Triple triple(Statement statement) {
        return Triple.create(node(statement.subject()),
                statement.predicate() == ChainsAndTrees.IS_A ? RDF.type.asNode() : RDFS.subClassOf.asNode(),
                node(statement.object()));
    }

    /// What holds once everything is derived, of the data's own terms: an RDFS reasoner has axioms besides.
    static InfGraph materialized(Reasoner reasoner, Graph graph) {
        InfGraph inferred = reasoner.bind(graph);
        inferred.prepare();
        return inferred;
    }

    static long count(InfGraph inferred) {
        return count(inferred, RDF.type.asNode()) + count(inferred, RDFS.subClassOf.asNode());
    }

    private static long count(InfGraph inferred, Node predicate) {
        var found = inferred.find(Node.ANY, predicate, Node.ANY);
        long count = 0;
        while (found.hasNext()) {
            Triple triple = found.next();
            boolean isOwn = triple.getSubject().toString().startsWith("n:")
                    && triple.getObject().toString().startsWith("n:");
            if (isOwn && !triple.getSubject().equals(triple.getObject())) {
                count++;
            }
        }
        return count;
    }

    private static Node node(int term) {
        return NodeFactory.createURI("n:" + term);
    }
}
