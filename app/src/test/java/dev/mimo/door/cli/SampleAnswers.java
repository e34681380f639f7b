package dev.mimo.door.cli;

/// What a memory may answer, for verbs to print.
final class SampleAnswers {
    static final String RECEIPT = """
            {"receipt": {"status": "stored", "id": "01M", "namespace": "team", "version": 1,
             "recorded_at": "2026-05-07T12:00:00Z", "undo": "u_1",
             "similar": [{"id": "01K", "score": 0.951}]}}""";
    static final String NOTHING =
            "{\"memories\": [], \"facts\": [], \"tokens\": 0, \"truncated\": false}";
    static final String RECALLED = """
            {"memories": [
              {"id": "01A", "namespace": "team", "version": 1, "content": "Priya prefers tea over coffee",
               "category": "fact", "importance": 0.5, "tags": ["people"], "metadata": {}, "source": null,
               "session": null, "speaker": null, "trust": "user", "occurred_at": "2026-05-07T09:00:00Z",
               "recorded_at": "2026-05-07T09:00:00Z", "access": {"count": 0, "last_at": null, "repeats": 0},
               "score": 0.8234,
               "why": {"signals": {"words": {"raw": 7.1, "normalized": 0.8, "weight": 0.5, "added": 0.4},
                                   "meaning": {"raw": 0.85, "normalized": 0.82, "weight": 0.5, "added": 0.41},
                                   "time": {"raw": 0.0, "normalized": 0.0, "weight": 0.1, "added": 0.0}},
                       "matched_words": ["tea", "priya"]}},
              {"id": "01B", "namespace": "team", "version": 1, "content": "two\\nlines \\u001b[31m",
               "category": "fact", "importance": 0.5, "tags": [], "metadata": {}, "source": null,
               "session": null, "speaker": null, "trust": "user", "occurred_at": "2026-05-05T12:00:00Z",
               "recorded_at": "2026-05-05T12:00:00Z", "access": {"count": 0, "last_at": null, "repeats": 0},
               "score": 0.3}],
             "facts": [],
             "tokens": 12, "truncated": false, "degraded": ["meaning"]}""";

    private SampleAnswers() {}
}
