package dev.mimo.tools;

import dev.mimo.call.RecordShape;
import dev.mimo.call.ValueShapes;
import dev.mimo.memory.Memory;
import dev.mimo.memory.MemoryShapes;
import dev.mimo.memory.operation.MemoryAnswers;
import dev.mimo.memory.operation.MemoryAnswers.FoundMemory;
import dev.mimo.memory.recall.Why;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A memory as a model is shown it: only what says something, and perhaps only a piece of its text.
///
/// @param score absent where nothing was asked
/// @param why absent unless it was asked for
/// @param passageAt where the content begins in the memory's text, in characters, when it is a passage of it
/// @param nextOffset where the text goes on; absent when it is shown to its end, or from somewhere on
record ShownMemory(Memory memory, @Nullable Double score, @Nullable Why why, @Nullable Integer passageAt,
        @Nullable Integer nextOffset) {
    private static final List<String> ALWAYS = List.of("id", "content");
    private static final List<String> OTHERS = List.of("category", "importance", "tags", "source", "session", "speaker",
            "trust", "version", "occurred_at", "recorded_at");

    static ShownMemory of(Memory memory) {
        return new ShownMemory(memory, null, null, null, null);
    }

    static ShownMemory of(FoundMemory found) {
        return new ShownMemory(found.memory(), found.score(), found.why(), found.passageAt(), found.nextOffset());
    }

    String content() {
        return memory.details().content();
    }

    /// The same with a piece of its text.
    ShownMemory showing(String piece, @Nullable Integer next) {
        return new ShownMemory(memory.withContent(piece), score, why, passageAt, next);
    }

    static RecordShape<ShownMemory> shape() {
        RecordShape.Builder<ShownMemory> of = RecordShape.named("ShownMemory");
        of.joined(MemoryShapes.memory().brief("BriefMemory", ALWAYS, OTHERS), ShownMemory::memory);
        of.optional("stored_at", "When its first version was stored, if this is another.", ValueShapes.time(),
                shown -> shown.memory().version() == 1 ? null : shown.memory().storedAt());
        of.optional("score", "How well it fits, 0 to 1.", ValueShapes.measured(), ShownMemory::score);
        of.optional("why", "What each signal added to the score.", MemoryAnswers.why(), ShownMemory::why);
        of.optional("passage_at", "The content is the passage that matches, from this character of a longer text on; "
                + "`recall` with this `id` reads all of it.", ValueShapes.integer(0, Integer.MAX_VALUE),
                ShownMemory::passageAt);
        of.optional("next_offset", "The content is cut here; `recall` with this `id` and `offset` reads on.",
                ValueShapes.integer(0, Integer.MAX_VALUE), ShownMemory::nextOffset);
        return of.written();
    }
}
