package dev.mimo.memory.operation;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.RecordShape;
import dev.mimo.call.Shape;
import dev.mimo.call.Shapes;
import dev.mimo.json.Json;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.memory.recall.Effort;
import dev.mimo.memory.recall.RecallSettings;
import dev.mimo.memory.recall.Weights;
import dev.mimo.memory.recall.Why;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.Namespace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The shapes of questions and their answers.
final class RecallShapes {
    private static final int TOKENS_MAX = 1_000_000;

    private RecallShapes() {}

    static RecordShape<RecallRequest> request(RecallSettings limits, RecordShape<Filter> filterShape) {
        RecordShape.Builder<RecallRequest> of = RecordShape.named("Question");
        Field<String> query = of.required("query", "What to look for, as a question or in words.",
                Shapes.text(limits.queryCharsMax()), RecallRequest::query);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, RecallRequest::namespace);
        Field<Integer> limit = of.defaulted("limit", "At most so many memories.", Shapes.integer(1, limits.limitMax()),
                Math.min(10, limits.limitMax()), RecallRequest::limit);
        Field<Integer> maxTokens = of.defaulted("max_tokens", "About how much text, in tokens.",
                Shapes.integer(1, TOKENS_MAX), 2000, RecallRequest::maxTokens);
        Field<Filter> filter = of.joined(filterShape, RecallRequest::filter);
        Field<Double> minScore = of.defaulted("min_score", "Nothing that scores less.", Shapes.number(0, 1), 0.0,
                RecallRequest::minScore);
        Field<Effort> effort = of.defaulted("effort", "`high` reads the candidates more closely.",
                Shapes.choice(Effort.class), Effort.NORMAL, RecallRequest::effort);
        Field<Weights> weights = of.defaulted("weights", "How much each signal counts; at least one must.",
                weights(limits.weights()), limits.weights(), RecallRequest::weights);
        Field<Boolean> explain = of.defaulted("explain", "Say why each was found.", Shapes.bool(), false,
                RecallRequest::explain);
        Field<@Nullable Cursor> cursor = of.optional("cursor",
                "The `next_cursor` of an answer to the same question: the page after it.", CommonShapes.cursor(),
                RecallRequest::cursor);
        return of.made(values -> new RecallRequest(values.get(namespace), values.get(query), values.get(filter),
                values.get(limit), values.get(maxTokens), values.get(minScore), values.get(effort),
                values.get(weights), values.get(explain), values.get(cursor)));
    }

    private static RecordShape<Weights> weights(Weights absent) {
        RecordShape.Builder<Weights> of = RecordShape.named("Weights");
        Shape<Double> weight = Shapes.number(0, 10);
        Field<Double> words = of.defaulted("words", "Of the words.", weight, absent.words(), Weights::words);
        Field<Double> meaning = of.defaulted("meaning", "Of the meaning.", weight, absent.meaning(),
                Weights::meaning);
        Field<Double> context = of.defaulted("context", "Of what stands around it: neighbors, session, speaker, time.",
                weight, absent.context(), Weights::context);
        Field<Double> importance = of.defaulted("importance", "Of its importance.", weight, absent.importance(),
                Weights::importance);
        Field<Double> recency = of.defaulted("recency", "Of how lately it happened.", weight, absent.recency(),
                Weights::recency);
        Field<Double> access = of.defaulted("access", "Of how often it was recalled.", weight, absent.access(),
                Weights::access);
        of.rule(Weights::anyCounts, "", "must not all be 0, or nothing would count", _ -> notAllZero(absent));
        return of.made(values -> new Weights(values.get(words), values.get(meaning), values.get(context),
                values.get(importance), values.get(recency), values.get(access)));
    }

    /// Refuses 0 for all that count by default, when the others are 0 or left out.
    private static ObjectNode notAllZero(Weights absent) {
        Map<String, Double> usual = new LinkedHashMap<>();
        usual.put("words", absent.words());
        usual.put("meaning", absent.meaning());
        usual.put("context", absent.context());
        usual.put("importance", absent.importance());
        usual.put("recency", absent.recency());
        usual.put("access", absent.access());
        ObjectNode allZero = Json.object();
        ArrayNode required = allZero.putArray("required");
        ObjectNode properties = allZero.putObject("properties");
        usual.forEach((name, value) -> {
            ArrayNode nothing = properties.putObject(name).putArray("enum").add(0);
            if (value > 0) {
                required.add(name);
            } else {
                nothing.addNull();
            }
        });
        ObjectNode schema = Json.object();
        schema.set("not", allZero);
        return schema;
    }

    static RecordShape<RecallAnswer> answer(RecordShape<Memory> memory) {
        RecordShape.Builder<RecallAnswer> of = RecordShape.named("RecallAnswer");
        Shape<List<RecallAnswer.Found>> hits = Shapes.list(found(memory));
        Field<List<RecallAnswer.Found>> memories = of.required("memories", "Best first.", hits,
                RecallAnswer::memories);
        of.required("facts", "Empty until there are facts.",
                Shapes.list(Shapes.objectText(Integer.MAX_VALUE)), _ -> List.of());
        Field<Integer> tokens = of.required("tokens", "About how many tokens the contents have.",
                Shapes.integer(0, Integer.MAX_VALUE), RecallAnswer::tokens);
        Field<Boolean> truncated = of.required("truncated", "Whether `max_tokens` left something out.", Shapes.bool(),
                RecallAnswer::truncated);
        Field<@Nullable Cursor> next = of.optional("next_cursor", "Where the next page begins.",
                CommonShapes.cursor(), RecallAnswer::nextCursor);
        Field<List<String>> degraded = of.unlessEmpty("degraded", "What could not be searched by: `meaning`.",
                Shapes.list(Shapes.text()), RecallAnswer::degraded);
        Field<@Nullable Integer> pending = of.optional("pending",
                "How many memories of the namespace are so new that only words find them.",
                Shapes.integer(1, Integer.MAX_VALUE), RecallAnswer::pending);
        Field<@Nullable List<RecallAnswer.Found>> misses = of.optional("near_misses",
                "The best that did not make it, when an explanation was asked for.", hits, RecallAnswer::nearMisses);
        return of.made(values -> new RecallAnswer(values.get(memories), values.get(tokens), values.get(truncated),
                values.get(next), values.get(degraded), values.get(pending), values.get(misses)));
    }

    static RecordShape<RecallAnswer.Found> found(RecordShape<Memory> memoryShape) {
        RecordShape.Builder<RecallAnswer.Found> of = RecordShape.named("FoundMemory");
        Field<Memory> memory = of.joined(memoryShape, RecallAnswer.Found::memory);
        Field<Double> score = of.required("score", "How well it fits, 0 to 1.", Shapes.measured(),
                RecallAnswer.Found::score);
        Field<@Nullable Why> why = of.optional("why", "What each signal added to the score.", why(),
                RecallAnswer.Found::why);
        Field<@Nullable Integer> passageAt = of.optional("passage_at", "The text is longer than `max_tokens`, and "
                + "`content` is the passage of it that matches, from this character on.",
                Shapes.integer(0, Integer.MAX_VALUE), RecallAnswer.Found::passageAt);
        return of.made(values -> new RecallAnswer.Found(values.get(memory), values.get(score), values.get(why),
                values.get(passageAt)));
    }

    static RecordShape<Why> why() {
        RecordShape.Builder<Why> of = RecordShape.named("Why");
        Field<List<Why.Part>> signals = of.required("signals", "By signal; what they added is the score.",
                Shapes.map(signal()).as(RecallShapes::parts, RecallShapes::byName), Why::parts);
        Field<List<String>> words = of.required("matched_words", "The question's words that it holds.",
                Shapes.list(Shapes.text()), Why::matchedWords);
        Field<@Nullable Boolean> pending = of.optional("pending", "It has no vector yet, and was scored without.",
                Shapes.bool(), why -> why.pending() ? true : null);
        return of.made(values -> new Why(values.get(signals), values.get(words), values.get(pending) != null));
    }

    private static RecordShape<Why.Part> signal() {
        RecordShape.Builder<Why.Part> of = RecordShape.named("Signal");
        Shape<Double> number = Shapes.measured();
        Field<Double> raw = of.required("raw", "As it was measured.", number, Why.Part::raw);
        Field<Double> normalized = of.required("normalized", "On a scale of 0 to 1.", number, Why.Part::normalized);
        Field<Double> weight = of.required("weight", "How much it counts.", number, Why.Part::weight);
        Field<Double> added = of.required("added", "To the score.", number, Why.Part::added);
        return of.made(values -> new Why.Part("", values.get(raw), values.get(normalized), values.get(weight),
                values.get(added)));
    }

    private static List<Why.Part> parts(Map<String, Why.Part> byName) {
        List<Why.Part> parts = new ArrayList<>();
        byName.forEach((name, part) -> parts.add(
                new Why.Part(name, part.raw(), part.normalized(), part.weight(), part.added())));
        return parts;
    }

    private static Map<String, Why.Part> byName(List<Why.Part> parts) {
        Map<String, Why.Part> byName = new LinkedHashMap<>();
        parts.forEach(part -> byName.put(part.signal(), part));
        return byName;
    }
}
