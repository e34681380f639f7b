package dev.mimo.memory.operation;

import dev.mimo.memory.NamesInUse;
import dev.mimo.terms.Namespace;

/// Names in use, for whoever fills in a form.
public record NamesRequest(Namespace namespace, NamesInUse.Question question) {}
