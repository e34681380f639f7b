package dev.mimo.models.language;

import dev.mimo.resilience.CallDeadline;

/// On which terms a model is asked.
///
/// @param deadline by when an answer has begun
/// @param stopper gives the call up
public record CallTerms(CallDeadline deadline, CallStopper stopper) {}
