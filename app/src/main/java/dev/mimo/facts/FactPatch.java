package dev.mimo.facts;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// What of a fact is to change; what is absent stays. What it says is never changed: that is another fact.
public record FactPatch(@Nullable Double confidence, @Nullable String source, @Nullable OffsetDateTime validFrom,
        @Nullable OffsetDateTime validTo) {
    public boolean isEmpty() {
        return confidence == null && source == null && validFrom == null && validTo == null;
    }
}
