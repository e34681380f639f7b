package dev.mimo.facts.reason;

/// That something stands in a relation to something, in numbers of the caller's dictionary of terms.
///
/// @param subject at least 0, as the others
public record Statement(int subject, int predicate, int object) {
    public Statement {
        if (subject < 0 || predicate < 0 || object < 0) {
            throw new IllegalArgumentException("a term has no negative number: " + subject + " " + predicate + " "
                    + object);
        }
    }
}
