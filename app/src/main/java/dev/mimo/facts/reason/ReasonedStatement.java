package dev.mimo.facts.reason;

/// A statement that holds. Keeps the reasoner that found it in memory, for the proof.
public final class ReasonedStatement {
    private final DerivationTable derivations;
    private final int number;

    ReasonedStatement(DerivationTable derivations, int number) {
        this.derivations = derivations;
        this.number = number;
    }

    public Statement statement() {
        return derivations.statement(number);
    }

    /// That of the best proof.
    public double confidence() {
        return derivations.confidence(number);
    }

    /// Whether the best proof takes a rule. A stored fact is the best where none is surer.
    public boolean derived() {
        return derivations.isDerived(number);
    }

    /// The best by confidence: made now.
    public Proof proof() {
        return derivations.proof(number);
    }

    @Override
    public String toString() {
        return statement() + " " + confidence() + (derived() ? " derived" : " stored");
    }
}
