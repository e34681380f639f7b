package dev.mimo.facts;

import dev.mimo.terms.Namespace;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// A fact as it is stored.
///
/// @param version 1 for the first
/// @param confidence how sure it is, 0..1
/// @param source where it comes from; absent when nobody said
/// @param validFrom since when it holds; absent when nobody said
/// @param validTo until when, excluded; absent while it holds
/// @param recordedAt when this version was learned
/// @param retractedAt when it was no longer believed; absent while it is
public record Fact(FactId id, Namespace namespace, int version, Term subject, Term predicate, Term object,
        double confidence, @Nullable String source, @Nullable OffsetDateTime validFrom,
        @Nullable OffsetDateTime validTo, Instant recordedAt, @Nullable Instant retractedAt) {}
