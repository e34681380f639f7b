package dev.mimo.facts;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// A fact that somebody teaches.
///
/// @param confidence how sure it is, 0..1
/// @param source where it comes from; `memory:` and an id when it was read from a memory
/// @param validFrom since when it holds; absent when nobody said
/// @param validTo until when, excluded; absent while it holds
public record NewFact(Term subject, Term predicate, Term object, double confidence, @Nullable String source,
        @Nullable OffsetDateTime validFrom, @Nullable OffsetDateTime validTo) {
    public static NewFact of(String subject, String predicate, String object) {
        return new NewFact(TermSyntax.read(subject), TermSyntax.readPredicate(predicate), TermSyntax.read(object), 1,
                null, null, null);
    }

    /// The same, that holds between the moments.
    public NewFact during(@Nullable OffsetDateTime from, @Nullable OffsetDateTime to) {
        return new NewFact(subject, predicate, object, confidence, source, from, to);
    }

    /// The same from another source.
    public NewFact from(@Nullable String other) {
        return new NewFact(subject, predicate, object, confidence, other, validFrom, validTo);
    }
}
