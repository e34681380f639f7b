package dev.mimo.bench;

import dev.mimo.facts.reason.Premise;
import dev.mimo.facts.reason.Statement;
import dev.mimo.facts.reason.StatementSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// An ontology of exactly 100,000 triples: 1,500 chains of 20 `subclass_of` edges; 30 trees of 1,333 edges, where each
/// class has up to four below it and the deepest are five below the root; and 30,010 things, each of a class that is
/// drawn from all of them.
///
/// @param statements in an order that is drawn, so that no reasoner is given it sorted
record ChainsAndTrees(List<Statement> statements) implements StatementSource {
    static final int IS_A = 0;
    static final int SUBCLASS_OF = 1;

    private static final int CHAINS = 1500;
    private static final int CHAIN_EDGES = 20;
    private static final int TREES = 30;
    private static final int TREE_EDGES = 1333;
    private static final int FANOUT = 4;
    private static final int THINGS = 30_010;
    private static final int FIRST_CLASS = 10;

    static ChainsAndTrees drawn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Statement> drawn = new ArrayList<>();
        int next = FIRST_CLASS;
        for (int chain = 0; chain < CHAINS; chain++) {
            for (int i = 0; i < CHAIN_EDGES; i++, next++) {
                drawn.add(new Statement(next, SUBCLASS_OF, next + 1));
            }
            next++;
        }
        for (int tree = 0; tree < TREES; tree++) {
            int root = next;
            for (int i = 1; i <= TREE_EDGES; i++) {
                drawn.add(new Statement(root + i, SUBCLASS_OF, root + (i - 1) / FANOUT));
            }
            next = root + TREE_EDGES + 1;
        }
        int classes = next;
        for (int i = 0; i < THINGS; i++) {
            drawn.add(new Statement(next++, IS_A, random.nextInt(FIRST_CLASS, classes)));
        }
        for (int i = drawn.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            drawn.set(i, drawn.set(other, drawn.get(i)));
        }
        return new ChainsAndTrees(List.copyOf(drawn));
    }

    /// Edges right below the root of a tree: what most follows from.
    List<Statement> widest() {
        int first = FIRST_CLASS + CHAINS * (CHAIN_EDGES + 1);
        return statements.stream().filter(each -> each.predicate() == SUBCLASS_OF && each.object() >= first
                && (each.object() - first) % (TREE_EDGES + 1) == 0).toList();
    }

    /// For loading whole.
    @Override
    public void match(int subject, int predicate, int object, Consumer<Premise> taker) {
        for (int i = 0; i < statements.size(); i++) {
            taker.accept(new Premise(statements.get(i), i, 1));
        }
    }
}
