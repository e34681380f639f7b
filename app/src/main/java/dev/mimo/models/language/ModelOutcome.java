package dev.mimo.models.language;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What became of a request to the language models.
///
/// See `failures`: what failed on the way, each as a sentence without its full stop.
public sealed interface ModelOutcome {
    List<String> failures();

    /// A provider answered in one piece.
    record Answered(String provider, ObjectNode answer, List<String> failures) implements ModelOutcome {}

    /// A provider's answer was handed over to its end.
    record Streamed(String provider, List<String> failures) implements ModelOutcome {}

    /// An answer broke off that had begun.
    record BrokenOff(String provider, List<String> failures) implements ModelOutcome {}

    /// No provider answered, or there is none.
    record NoneLeft(List<String> failures) implements ModelOutcome {}
}
