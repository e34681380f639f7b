package dev.mimo.models;

/// How a model is doing.
public sealed interface ModelState {
    /// Not asked for yet.
    record Idle() implements ModelState {}

    record Loading() implements ModelState {}

    record Ready(EmbeddingModel model) implements ModelState {}

    /// Cannot be used; recall works by words alone meanwhile.
    record Broken(String reason) implements ModelState {}
}
