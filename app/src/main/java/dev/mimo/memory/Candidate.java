package dev.mimo.memory;

import dev.mimo.terms.MemoryId;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A memory that may answer, with its raw signals. Which of them count, and how much, is decided by `Fusion`.
///
/// The list a store returns holds the best of both legs and their neighbours in the session, each once.
///
/// @param row names the version inside the store
/// @param words BM25 of the memory's own words, 0 when none matches
/// @param wordsAround BM25 of the memory and its neighbours taken as one text
/// @param meaning cosine of question and best passage, -1..1; NaN when it has no vector yet
/// @param asks whether its text asks something: the turn after it may be the answer
/// @param matched the question's words that the memory holds
/// @param previous index in the same list of the turn before it in its session, -1 when not in the list
/// @param next index in the same list of the turn after it, -1 when not in the list
public record Candidate(long row, MemoryId id, @Nullable String session, @Nullable String speaker,
        OffsetDateTime occurredAt, double importance, double words, double wordsAround, double meaning, boolean asks,
        List<String> matched, int previous, int next) {

    /// The same with its neighbors at other places.
    public Candidate withNeighbors(int before, int after) {
        return new Candidate(row, id, session, speaker, occurredAt, importance, words, wordsAround, meaning, asks,
                matched, before, after);
    }

    /// The same with another cosine.
    public Candidate withMeaning(double settled) {
        return new Candidate(row, id, session, speaker, occurredAt, importance, words, wordsAround, settled, asks,
                matched, previous, next);
    }
}
