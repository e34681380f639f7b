package dev.mimo.facts.reason;

import dev.mimo.facts.reason.graph.NumberList;
import dev.mimo.facts.reason.graph.StatementGraph;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// All that follows from what is stored, by forward chaining, kept up to date in memory: about 60 bytes a statement.
/// Which statements hold; how sure they are, and why, is what [QueryReasoner] answers.
///
/// Each derived statement keeps its *witness*: the premises of one derivation, all of them there before it, so that
/// witnesses never go round in circles. When a statement goes, so does what it is a witness for, directly or over
/// others; then each of these comes back that one rule gives from what is left, and whatever these give. What has
/// another witness is not looked at, and circles do not hold themselves up. See ADR 20.
///
/// For one thread at a time.
public final class Materializer {
    private static final int NONE = StatementGraph.NONE;
    private static final byte STORED = 1;
    private static final byte GOING = 2;
    private static final int FIRST_CAPACITY = 16;

    private final RuleProgram program;
    private final int statementsMax;
    private final StatementGraph graph = new StatementGraph();
    private final ConsequenceFinder consequences;
    private int[] firstWitnesses = new int[FIRST_CAPACITY];
    private int[] secondWitnesses = new int[FIRST_CAPACITY];
    private byte[] marks = new byte[FIRST_CAPACITY];
    /// Of the change that is being made: what has come, in order, and is to be read for its consequences.
    private final NumberList coming = new NumberList();
    private final NumberList going = new NumberList();
    private int size;

    /// @param statementsMax how many there may be, those included that are used within: up to twice the stored ones of
    ///     transitive predicates, and the beginnings of chains
    public Materializer(RuleSet rules, int statementsMax) {
        this.program = rules.program();
        this.statementsMax = statementsMax;
        this.consequences = new ConsequenceFinder(program, graph);
    }

    /// How many statements hold, stored or derived.
    public int size() {
        return size;
    }

    public boolean contains(Statement statement) {
        return graph.find(statement.subject(), statement.predicate(), statement.object()) != NONE;
    }

    public boolean isStored(Statement statement) {
        int number = findStored(statement);
        return number != NONE && isMarked(number, STORED);
    }

    /// The objects of what holds of a subject and a predicate.
    public void objects(int subject, int predicate, Consumer<Statement> taker) {
        int number = graph.firstOfSubject(predicate, subject);
        for (; number != NONE; number = graph.nextOfSubject(number)) {
            taker.accept(statement(number));
        }
    }

    /// The subjects of what holds of a predicate and an object.
    public void subjects(int predicate, int object, Consumer<Statement> taker) {
        int number = graph.firstOfObject(predicate, object);
        for (; number != NONE; number = graph.nextOfObject(number)) {
            taker.accept(statement(number));
        }
    }

    /// Stores what a source has, without a list of what came.
    ///
    /// @throws RefusedException if too much follows; then nothing has changed
    public void load(StatementSource source) {
        List<Statement> stored = new ArrayList<>();
        source.match(StatementSource.ANY, StatementSource.ANY, StatementSource.ANY,
                premise -> stored.add(premise.statement()));
        store(stored);
        coming.clear();
    }

    /// Stores statements. One that is stored already is left as it is; how many facts say it is the caller's concern.
    ///
    /// @throws RefusedException if too much follows; then nothing has changed
    public MaterializedDelta insert(Collection<Statement> statements) {
        store(statements);
        List<Statement> added = new ArrayList<>();
        for (int i = 0; i < coming.size(); i++) {
            if (graph.predicate(coming.get(i)) >= 0) {
                added.add(statement(coming.get(i)));
            }
        }
        coming.clear();
        return new MaterializedDelta(added, List.of());
    }

    /// Stores them no longer. What follows from others all the same still holds, and they themselves if they do.
    public MaterializedDelta retract(Collection<Statement> statements) {
        for (Statement statement : statements) {
            int number = findStored(statement);
            if (number != NONE && isMarked(number, STORED)) {
                marks[number] &= ~STORED;
                if (firstWitnesses[number] == NONE) {
                    letGo(number);
                }
            }
        }
        while (going.hasUnread()) {
            int number = going.read();
            consequences.forward(number, (subject, predicate, object, first, second) -> loseWitness(number,
                    graph.find(subject, predicate, object)));
        }
        List<HeldStatement> gone = takeOut();
        for (HeldStatement each : gone) {
            if (graph.find(each.subject(), each.predicate(), each.object()) == NONE) {
                consequences.backward(each.subject(), each.predicate(), each.object(), this::derive);
            }
        }
        propagate();
        coming.clear();
        return new MaterializedDelta(List.of(), gone.stream()
                .filter(each -> each.predicate() >= 0
                        && graph.find(each.subject(), each.predicate(), each.object()) == NONE)
                .map(each -> new Statement(each.subject(), each.predicate(), each.object()))
                .toList());
    }

    private record HeldStatement(int subject, int predicate, int object) {}

    private void store(Collection<Statement> statements) {
        NumberList marked = new NumberList();
        try {
            for (Statement statement : statements) {
                int number = findStored(statement);
                if (number == NONE) {
                    number = add(statement.subject(), program.edgesOf(statement.predicate()), statement.object(), NONE,
                            NONE);
                    marks[number] = STORED;
                } else if (!isMarked(number, STORED)) {
                    marks[number] |= STORED;
                    marked.add(number);
                }
            }
            propagate();
        } catch (RefusedException refused) {
            for (int i = 0; i < marked.size(); i++) {
                marks[marked.get(i)] &= ~STORED;
            }
            for (int i = coming.size() - 1; i >= 0; i--) {
                remove(coming.get(i));
            }
            coming.clear();
            throw refused;
        }
    }

    private void propagate() {
        while (coming.hasUnread()) {
            consequences.forward(coming.read(), this::derive);
        }
    }

    private void derive(int subject, int predicate, int object, int first, int second) {
        if (graph.find(subject, predicate, object) == NONE) {
            add(subject, predicate, object, first, second);
        }
    }

    private int add(int subject, int predicate, int object, int first, int second) {
        if (graph.size() >= statementsMax) {
            throw Refusal.tooLarge("facts", "has more than " + statementsMax + " consequences",
                    "Leave out a rule that gives very many, or ask without making all of them beforehand.");
        }
        int number = graph.add(subject, predicate, object);
        if (number >= marks.length) {
            marks = Arrays.copyOf(marks, 2 * marks.length);
            firstWitnesses = Arrays.copyOf(firstWitnesses, marks.length);
            secondWitnesses = Arrays.copyOf(secondWitnesses, marks.length);
        }
        marks[number] = 0;
        firstWitnesses[number] = first;
        secondWitnesses[number] = second;
        coming.add(number);
        if (predicate >= 0) {
            size++;
        }
        return number;
    }

    private void remove(int number) {
        if (graph.predicate(number) >= 0) {
            size--;
        }
        graph.remove(number);
    }

    private void letGo(int number) {
        marks[number] |= GOING;
        going.add(number);
    }

    private void loseWitness(int witness, int number) {
        if (number == NONE || (firstWitnesses[number] != witness && secondWitnesses[number] != witness)) {
            return;
        }
        firstWitnesses[number] = NONE;
        secondWitnesses[number] = NONE;
        if (!isMarked(number, STORED)) {
            letGo(number);
        }
    }

    private List<HeldStatement> takeOut() {
        List<HeldStatement> gone = new ArrayList<>(going.size());
        for (int i = 0; i < going.size(); i++) {
            int number = going.get(i);
            gone.add(new HeldStatement(graph.subject(number), graph.predicate(number), graph.object(number)));
            remove(number);
        }
        going.clear();
        return gone;
    }

    /// Where its predicate's stored statements are, whether it is among them or derived there.
    private int findStored(Statement statement) {
        return graph.find(statement.subject(), program.edgesOf(statement.predicate()), statement.object());
    }

    private boolean isMarked(int number, byte mark) {
        return (marks[number] & mark) != 0;
    }

    private Statement statement(int number) {
        return new Statement(graph.subject(number), graph.predicate(number), graph.object(number));
    }
}
