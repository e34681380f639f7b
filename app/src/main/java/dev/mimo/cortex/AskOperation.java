package dev.mimo.cortex;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.HttpForm;
import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Effect;
import dev.mimo.call.Operation.Title;
import dev.mimo.call.RecordShape;
import dev.mimo.call.ValueShapes;
import dev.mimo.terms.Namespace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A question that is answered from what is remembered.
public final class AskOperation {
    /// Of a model, that none is asked; and that whichever there is may be.
    static final String NONE = "none";
    static final String AUTO = "auto";
    private static final int QUESTION_CHARS_MAX = 8_000;
    private static final int TOKENS_MAX = 100_000;
    private static final int TOKENS = 1_500;

    private AskOperation() {}

    /// @param maxTokens about how many tokens of memories the answer is made of
    /// @param model `auto`, `none`, or who is to write the answer
    /// @param explain tell the scores of what was found
    public record AskRequest(Namespace namespace, String question, int maxTokens, String model, boolean explain) {}

    /// @param citations what the answer rests on, best first
    /// @param model who wrote it; absent when it is taken from memory word for word
    /// @param degraded what could not be done as usual: `memory`, `meaning`, `model`
    /// @param reasons why
    /// @param nothingFits true when nothing in memory answers the question; absent otherwise
    /// @param found scores of all that was found; absent unless it was asked for
    public record AskAnswer(String answer, List<Citation> citations, @Nullable String model, List<String> degraded,
            List<String> reasons, @Nullable Boolean nothingFits, @Nullable List<ScoredSource> found) {}

    /// @param kind `memory`
    public record Citation(String kind, String id) {}

    /// @param score 0..1
    public record ScoredSource(String kind, String id, double score) {}

    public static Call<AskRequest, AskAnswer> ask() {
        return new Call<>(new Title("ask", "Recall", "Answer a question from memory",
                "Written by a language model where one is set and answers, and otherwise what is remembered, word for "
                        + "word."),
                Effect.READS, HttpForm.post("/v1/ask"), request(), answer());
    }

    private static RecordShape<AskRequest> request() {
        RecordShape.Builder<AskRequest> of = RecordShape.named("AskRequest");
        Field<String> question = of.required("question", "What you want to know.",
                ValueShapes.text(QUESTION_CHARS_MAX), AskRequest::question);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, AskRequest::namespace);
        Field<Integer> maxTokens = of.defaulted("max_tokens", "About how many tokens of memories to answer from.",
                ValueShapes.integer(1, TOKENS_MAX), TOKENS, AskRequest::maxTokens);
        Field<String> model = of.defaulted("model", "Who writes the answer: `auto`, `none`, or a provider or model by "
                + "its name.", ValueShapes.text(CommonShapes.NAME_MAX), AUTO, AskRequest::model);
        Field<Boolean> explain = of.defaulted("explain", "Tell the scores of what was found.", ValueShapes.bool(),
                false, AskRequest::explain);
        return of.made(values -> new AskRequest(values.get(namespace), values.get(question), values.get(maxTokens),
                values.get(model), values.get(explain)));
    }

    private static RecordShape<AskAnswer> answer() {
        RecordShape.Builder<AskAnswer> of = RecordShape.named("AskAnswer");
        Field<String> text = of.required("answer", "The answer.", ValueShapes.text(), AskAnswer::answer);
        Field<List<Citation>> citations = of.required("citations", "What it rests on, best first.",
                ValueShapes.list(citation()), AskAnswer::citations);
        Field<@Nullable String> model = of.optional("model", "Who wrote it; absent when it is taken from memory word "
                + "for word.", ValueShapes.text(), AskAnswer::model);
        Field<List<String>> degraded = of.unlessEmpty("degraded", "What could not be done as usual: `memory`, "
                + "`meaning`, `model`.", ValueShapes.list(ValueShapes.text()), AskAnswer::degraded);
        Field<List<String>> reasons = of.unlessEmpty("reasons", "Why.", ValueShapes.list(ValueShapes.text()),
                AskAnswer::reasons);
        Field<@Nullable Boolean> nothingFits = of.optional("nothing_fits", "Nothing in memory answers the question.",
                ValueShapes.bool(), AskAnswer::nothingFits);
        Field<@Nullable List<ScoredSource>> found = of.optional("found", "All that was found, if that was asked for.",
                ValueShapes.list(source()), AskAnswer::found);
        return of.made(values -> new AskAnswer(values.get(text), values.get(citations), values.get(model),
                values.get(degraded), values.get(reasons), values.get(nothingFits), values.get(found)));
    }

    private static RecordShape<Citation> citation() {
        RecordShape.Builder<Citation> of = RecordShape.named("Citation");
        Field<String> kind = of.required("kind", "`memory`.", ValueShapes.text(), Citation::kind);
        Field<String> id = of.required("id", "Which.", ValueShapes.text(), Citation::id);
        return of.made(values -> new Citation(values.get(kind), values.get(id)));
    }

    private static RecordShape<ScoredSource> source() {
        RecordShape.Builder<ScoredSource> of = RecordShape.named("ScoredSource");
        Field<String> kind = of.required("kind", "`memory`.", ValueShapes.text(), ScoredSource::kind);
        Field<String> id = of.required("id", "Which.", ValueShapes.text(), ScoredSource::id);
        Field<Double> score = of.required("score", "How well it fits, 0 to 1.", ValueShapes.measured(),
                ScoredSource::score);
        return of.made(values -> new ScoredSource(values.get(kind), values.get(id), values.get(score)));
    }
}
