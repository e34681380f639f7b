package dev.mimo.bench;

import dev.mimo.Mimo;
import dev.mimo.Settings;
import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.NamedArguments;
import dev.mimo.bench.kit.RankingMeasures;
import dev.mimo.bench.kit.ScratchHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Evidence recall: does the product's own recall call bring back the turns that answer a question? No language
/// model takes part, so the figures repeat exactly.
final class RecallBench {
    private static final int K = 10;

    private final Mimo mimo;
    private final Figures figures;

    private RecallBench(Mimo mimo, Figures figures) {
        this.mimo = mimo;
        this.figures = figures;
    }

    /// `--dataset FILE [--effort low|normal|high|all]`, on a store of its own that is thrown away.
    static void run(List<String> args, Figures figures) throws Exception {
        NamedArguments arguments = new NamedArguments(args, Set.of("--dataset", "--effort"));
        Path dataset = Path.of(arguments.required("--dataset"));
        String effort = arguments.get("--effort", "all");
        List<String> efforts = effort.equals("all") ? List.of("low", "normal", "high") : List.of(effort);
        try (ScratchHome scratch = new ScratchHome();
                Mimo mimo = Mimo.open(Settings.defaults(scratch.home()), Clock.systemUTC())) {
            new RecallBench(mimo, figures).measure(dataset, efforts);
        }
    }

    /// One question's outcome.
    record Outcome(int category, double recall, double ndcg) {}

    private void measure(Path dataset, List<String> efforts) throws IOException {
        Locomo locomo = Locomo.read(dataset);
        Map<String, String> turnOfMemory = new HashMap<>();
        long started = System.nanoTime();
        int turns = 0;
        for (Locomo.Conversation conversation : locomo.conversations()) {
            turnOfMemory.putAll(remember(conversation));
            turns += conversation.turns().size();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        figures.figure("turns remembered, embedding included", turns / seconds, "a second");
        for (String effort : efforts) {
            List<Outcome> outcomes = new ArrayList<>();
            for (Locomo.Conversation conversation : locomo.conversations()) {
                for (Locomo.Question question : conversation.questions()) {
                    outcomes.add(ask(conversation.name(), question, effort, turnOfMemory));
                }
            }
            report(effort, outcomes);
        }
    }

    private Map<String, String> remember(Locomo.Conversation conversation) {
        List<String> ids = new RememberedTexts(mimo).of(conversation);
        Map<String, String> turnOfMemory = new HashMap<>();
        for (int i = 0; i < conversation.turns().size(); i++) {
            turnOfMemory.put(ids.get(i), conversation.turns().get(i).id());
        }
        return turnOfMemory;
    }

    private Outcome ask(String namespace, Locomo.Question question, String effort, Map<String, String> turnOfMemory) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("namespace", namespace).put("query", question.text()).put("limit", K)
                .put("max_tokens", 1_000_000).put("min_score", 0).put("effort", effort);
        List<String> ranked = new ArrayList<>();
        for (JsonNode hit : mimo.operations().recall().json(mimo.calls(), request).get("memories")) {
            ranked.add(turnOfMemory.getOrDefault(hit.get("id").asString(), "?"));
        }
        return new Outcome(question.category(), RankingMeasures.recall(ranked, question.evidence(), K),
                RankingMeasures.ndcg(ranked, question.evidence(), K));
    }

    private void report(String effort, List<Outcome> outcomes) {
        List<Outcome> answerable = outcomes.stream().filter(each -> each.category() <= Locomo.ANSWERABLE).toList();
        String what = effort + " effort, " + answerable.size() + " questions of categories 1-4, ";
        figures.text(what + "recall@10", RankingMeasures.estimate(values(answerable, Outcome::recall)).toString());
        figures.text(what + "nDCG@10", RankingMeasures.estimate(values(answerable, Outcome::ndcg)).toString());
        Map<Integer, List<Outcome>> byCategory = new TreeMap<>();
        outcomes.forEach(each -> byCategory.computeIfAbsent(each.category(), _ -> new ArrayList<>()).add(each));
        double recall = 0;
        double gain = 0;
        for (Map.Entry<Integer, List<Outcome>> category : byCategory.entrySet()) {
            double ofRecall = RankingMeasures.mean(values(category.getValue(), Outcome::recall));
            double ofGain = RankingMeasures.mean(values(category.getValue(), Outcome::ndcg));
            figures.text("  category " + category.getKey() + ", " + category.getValue().size() + " questions",
                    "%.1f %% / %.1f %%".formatted(100 * ofRecall, 100 * ofGain));
            recall += ofRecall / byCategory.size();
            gain += ofGain / byCategory.size();
        }
        figures.text("  macro average of " + byCategory.size() + " categories",
                "%.1f %% / %.1f %%".formatted(100 * recall, 100 * gain));
    }

    private static double[] values(List<Outcome> outcomes, ToDoubleFunction<Outcome> value) {
        return outcomes.stream().mapToDouble(value).toArray();
    }
}
