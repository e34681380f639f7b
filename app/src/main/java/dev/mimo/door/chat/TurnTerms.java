package dev.mimo.door.chat;

import dev.mimo.models.language.CallStopper;
import dev.mimo.terms.Namespace;

/// On which terms a turn of a conversation is answered.
///
/// @param stopper gives it up, when the caller hangs up
record TurnTerms(Namespace namespace, MemoryUse use, CallStopper stopper) {}
