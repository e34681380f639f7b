package dev.mimo.memory.operation;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.RecordShape;
import dev.mimo.call.Shape;
import dev.mimo.call.ValueShapes;
import dev.mimo.memory.Memory;
import dev.mimo.memory.MemoryShapes;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.recall.Why;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.Receipt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the memory answers: each answer as a record, and its shape.
public final class MemoryAnswers {
    private MemoryAnswers() {}

    /// What became of a memory.
    ///
    /// @param indexed whether meaning finds it already; absent unless that was waited for
    public record RememberAnswer(Receipt receipt, @Nullable Boolean indexed) {}

    static RecordShape<RememberAnswer> remembered() {
        RecordShape.Builder<RememberAnswer> of = RecordShape.named("Remembered");
        Field<Receipt> receipt = of.joined(CommonShapes.written(), RememberAnswer::receipt);
        Field<@Nullable Boolean> indexed = of.optional("indexed", "Whether meaning finds it already, if that was "
                + "waited for.", ValueShapes.bool(), RememberAnswer::indexed);
        return of.made(values -> new RememberAnswer(values.get(receipt), values.get(indexed)));
    }

    /// What became of many memories, in the order given.
    ///
    /// @param indexed whether meaning finds all of them already; absent unless that was waited for
    public record BatchAnswer(List<Receipt> receipts, @Nullable Boolean indexed) {}

    static RecordShape<BatchAnswer> batch() {
        RecordShape.Builder<BatchAnswer> of = RecordShape.named("RememberedBatch");
        Field<List<Receipt>> receipts = of.required("receipts", "One each, in the order given.",
                ValueShapes.list(CommonShapes.receipt()), BatchAnswer::receipts);
        Field<@Nullable Boolean> indexed = of.optional("indexed", "Whether meaning finds all of them already, if that "
                + "was waited for.", ValueShapes.bool(), BatchAnswer::indexed);
        return of.made(values -> new BatchAnswer(values.get(receipts), values.get(indexed)));
    }

    /// The answer to a question.
    ///
    /// @param memories best first
    /// @param tokens estimated tokens of the contents
    /// @param truncated whether the budget left something out
    /// @param nextCursor where the next page begins; absent on the last
    /// @param degraded legs that could not be used: `meaning`
    /// @param remedy why they could not, and what helps; absent when all could
    /// @param pending how many memories of the namespace could be searched by words alone; absent for none
    /// @param waitedMs milliseconds it waited for memories just written to be found by meaning; absent when it did not
    /// @param weak how many came near and were left out for a low score; absent for none
    /// @param nearMisses the best that did not make it; absent unless an explanation was asked for
    public record RecallAnswer(List<FoundMemory> memories, int tokens, boolean truncated, @Nullable Cursor nextCursor,
            List<String> degraded, @Nullable String remedy, @Nullable Integer pending, @Nullable Integer waitedMs,
            @Nullable Integer weak,
            @Nullable List<FoundMemory> nearMisses) {}

    /// @param score 0..1
    /// @param why absent unless it was asked for
    /// @param passageAt where the content begins in the memory's text, when it is a passage of it
    /// @param nextOffset where the text goes on behind the passage; absent when it ends with it
    public record FoundMemory(Memory memory, double score, @Nullable Why why, @Nullable Integer passageAt,
            @Nullable Integer nextOffset) {}

    static RecordShape<RecallAnswer> recalled() {
        RecordShape.Builder<RecallAnswer> of = RecordShape.named("RecallAnswer");
        Shape<List<FoundMemory>> hits = ValueShapes.list(found());
        Field<List<FoundMemory>> memories = of.required("memories", "Best first.", hits, RecallAnswer::memories);
        of.required("facts", "Empty until there are facts.",
                ValueShapes.list(ValueShapes.objectText(Integer.MAX_VALUE)), _ -> List.of());
        Field<Integer> tokens = of.required("tokens", "About how many tokens the contents have.",
                ValueShapes.integer(0, Integer.MAX_VALUE), RecallAnswer::tokens);
        Field<Boolean> truncated =
                of.required("truncated", "Whether `max_tokens` left something out.", ValueShapes.bool(),
                        RecallAnswer::truncated);
        Field<@Nullable Cursor> next = of.optional("next_cursor", "Where the next page begins.",
                CommonShapes.cursor(), RecallAnswer::nextCursor);
        Field<List<String>> degraded = of.unlessEmpty("degraded", "What could not be searched by: `meaning`.",
                ValueShapes.list(ValueShapes.text()), RecallAnswer::degraded);
        Field<@Nullable String> remedy = of.optional("remedy", "Why it could not be, and what helps.",
                ValueShapes.text(), RecallAnswer::remedy);
        Field<@Nullable Integer> pending = of.optional("pending",
                "How many memories of the namespace are so new that only words find them.",
                ValueShapes.integer(1, Integer.MAX_VALUE), RecallAnswer::pending);
        Field<@Nullable Integer> waited = of.optional("waited_ms",
                "Milliseconds it waited for memories just written to be found by meaning.",
                ValueShapes.integer(0, Integer.MAX_VALUE), RecallAnswer::waitedMs);
        Field<@Nullable Integer> weak = of.optional("weak",
                "How many came near but scored less than `min_score`, and were left out of this page; `min_score` 0 "
                        + "shows them.",
                ValueShapes.integer(1, Integer.MAX_VALUE), RecallAnswer::weak);
        Field<@Nullable List<FoundMemory>> misses = of.optional("near_misses",
                "The best that did not make it, when an explanation was asked for.", hits, RecallAnswer::nearMisses);
        return of.made(values -> new RecallAnswer(values.get(memories), values.get(tokens), values.get(truncated),
                values.get(next), values.get(degraded), values.get(remedy), values.get(pending), values.get(waited),
                values.get(weak),
                values.get(misses)));
    }

    private static RecordShape<FoundMemory> found() {
        RecordShape.Builder<FoundMemory> of = RecordShape.named("FoundMemory");
        Field<Memory> memory = of.joined(MemoryShapes.memory(), FoundMemory::memory);
        Field<Double> score =
                of.required("score", "How well it fits, 0 to 1.", ValueShapes.measured(), FoundMemory::score);
        Field<@Nullable Why> why = of.optional("why", "What each signal added to the score.", why(), FoundMemory::why);
        Field<@Nullable Integer> passageAt = of.optional("passage_at", "The text is longer than `max_tokens`, and "
                + "`content` is the passage of it that matches, from this character on.",
                ValueShapes.integer(0, Integer.MAX_VALUE), FoundMemory::passageAt);
        Field<@Nullable Integer> nextOffset = of.optional("next_offset", "Behind the passage, the text goes on from "
                + "this character; the memory's own address reads all of it.",
                ValueShapes.integer(0, Integer.MAX_VALUE),
                FoundMemory::nextOffset);
        return of.made(values -> new FoundMemory(values.get(memory), values.get(score), values.get(why),
                values.get(passageAt), values.get(nextOffset)));
    }

    /// How the reasons of a score are answered.
    public static RecordShape<Why> why() {
        RecordShape.Builder<Why> of = RecordShape.named("Why");
        Field<List<Why.Part>> signals = of.required("signals", "By signal; what they added is the score.",
                ValueShapes.map(signal()).as(MemoryAnswers::parts, MemoryAnswers::byName), Why::parts);
        Field<List<String>> words = of.required("matched_words", "The question's words that it holds.",
                ValueShapes.list(ValueShapes.text()), Why::matchedWords);
        Field<@Nullable Boolean> pending = of.optional("pending", "It has no vector yet, and was scored without.",
                ValueShapes.bool(), why -> why.vector() == Why.Vector.PENDING ? true : null);
        Field<@Nullable Boolean> unreadable = of.optional("unreadable",
                "The model cannot read the question or this text: it was scored by words.",
                ValueShapes.bool(), why -> why.vector() == Why.Vector.UNREADABLE ? true : null);
        return of.made(values -> new Why(values.get(signals), values.get(words),
                values.get(pending) != null
                        ? Why.Vector.PENDING
                        : values.get(unreadable) != null ? Why.Vector.UNREADABLE : Why.Vector.COMPARED));
    }

    private static RecordShape<Why.Part> signal() {
        RecordShape.Builder<Why.Part> of = RecordShape.named("Signal");
        Shape<Double> number = ValueShapes.measured();
        Field<Double> raw = of.required("raw", "As it was measured.", number, Why.Part::raw);
        Field<Double> normalized = of.required("normalized", "On a scale of 0 to 1.", number, Why.Part::normalized);
        Field<Double> weight = of.required("weight", "How much it counts.", number, Why.Part::weight);
        Field<Double> added = of.required("added", "To the score.", number, Why.Part::added);
        return of.made(values -> new Why.Part("", values.get(raw), values.get(normalized), values.get(weight),
                values.get(added)));
    }

    private static List<Why.Part> parts(Map<String, Why.Part> byName) {
        return byName.entrySet().stream().map(named -> new Why.Part(named.getKey(), named.getValue().raw(),
                named.getValue().normalized(), named.getValue().weight(), named.getValue().added())).toList();
    }

    private static Map<String, Why.Part> byName(List<Why.Part> parts) {
        Map<String, Why.Part> byName = new LinkedHashMap<>();
        parts.forEach(part -> byName.put(part.signal(), part));
        return byName;
    }

    /// @param nextCursor where the next page begins; absent on the last
    public record MemoryList(List<Memory> memories, @Nullable Cursor nextCursor) {}

    static RecordShape<MemoryList> list() {
        RecordShape.Builder<MemoryList> of = RecordShape.named("MemoryList");
        Field<List<Memory>> memories = of.required("memories", "The memories.", ValueShapes.list(MemoryShapes.memory()),
                MemoryList::memories);
        Field<@Nullable Cursor> next = of.optional("next_cursor", "Where the next page begins.",
                CommonShapes.cursor(), MemoryList::nextCursor);
        return of.made(values -> new MemoryList(values.get(memories), values.get(next)));
    }

    /// A memory that was asked for.
    ///
    /// @param similar near-duplicates linked to it so far, best first
    public record LinkedMemory(Memory memory, List<Receipt.Similar> similar) {}

    static RecordShape<LinkedMemory> one() {
        RecordShape.Builder<LinkedMemory> of = RecordShape.named("OneMemory");
        Field<LinkedMemory> one = of.required("memory", "The memory.", linked(), memory -> memory);
        return of.made(values -> values.get(one));
    }

    /// How a memory that was asked for is answered.
    public static RecordShape<LinkedMemory> linked() {
        RecordShape.Builder<LinkedMemory> of = RecordShape.named("LinkedMemory");
        Field<Memory> memory = of.joined(MemoryShapes.memory(), LinkedMemory::memory);
        Field<List<Receipt.Similar>> similar = of.unlessEmpty("similar", "Near-duplicates, best first: a hint.",
                ValueShapes.list(CommonShapes.similar()), LinkedMemory::similar);
        return of.made(values -> new LinkedMemory(values.get(memory), values.get(similar)));
    }

    /// What a filter held.
    ///
    /// @param receipt of the deletion; absent for a preview
    /// @param count of all that the filter holds; absent for a deletion
    /// @param memories the newest ten of them; absent for a deletion
    public record DeleteAnswer(@Nullable Receipt receipt, @Nullable Long count, @Nullable List<Memory> memories) {}

    static RecordShape<DeleteAnswer> deleted() {
        RecordShape.Builder<DeleteAnswer> of = RecordShape.named("DeleteAnswer");
        Field<@Nullable Receipt> receipt = of.optional("receipt", "Of the deletion; a preview has none.",
                CommonShapes.receipt(), DeleteAnswer::receipt);
        Field<@Nullable Long> count =
                of.optional("count", "How many the filter holds, for a preview.", ValueShapes.count(),
                        DeleteAnswer::count);
        Field<@Nullable List<Memory>> memories = of.optional("memories", "The newest ten of them, for a preview.",
                ValueShapes.list(MemoryShapes.memory()), DeleteAnswer::memories);
        return of.made(values -> new DeleteAnswer(values.get(receipt), values.get(count), values.get(memories)));
    }

    static RecordShape<NamesInUse> names() {
        RecordShape.Builder<NamesInUse> of = RecordShape.named("NamesInUse");
        Field<List<String>> names =
                of.required("names", "The names.", ValueShapes.list(ValueShapes.text()), NamesInUse::names);
        Field<Boolean> more = of.required("more", "Whether there are others that fit.", ValueShapes.bool(),
                NamesInUse::more);
        return of.made(values -> new NamesInUse(values.get(names), values.get(more)));
    }
}
