package dev.mimo.bench;

import dev.mimo.memory.wire.MemoryCalls;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Evidence recall: does the product's own recall call bring back the turns that answer a question? No language
/// model takes part, so the figures repeat exactly.
final class RecallBench {
    private static final int K = 10;

    private final MemoryCalls memory;
    private final PrintStream out;

    RecallBench(MemoryCalls memory, PrintStream out) {
        this.memory = memory;
        this.out = out;
    }

    /// One question's outcome.
    record Outcome(int category, double recall, double ndcg) {}

    void run(Path dataset, List<String> efforts) throws Exception {
        Locomo locomo = Locomo.read(dataset);
        Map<String, String> turnOfMemory = new HashMap<>();
        long started = System.nanoTime();
        int turns = 0;
        for (Locomo.Conversation conversation : locomo.conversations()) {
            turnOfMemory.putAll(remember(conversation));
            turns += conversation.turns().size();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        out.printf("ingest: %d turns in %.1f s, %.0f a second, embedding included%n", turns, seconds, turns / seconds);
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
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("namespace", conversation.name());
        request.put("wait", "indexed");
        ArrayNode memories = request.putArray("memories");
        for (Locomo.Turn turn : conversation.turns()) {
            memories.addObject().put("content", turn.text()).put("speaker", turn.speaker())
                    .put("session", turn.session()).put("occurred_at", turn.at().toString())
                    .put("category", "episode");
        }
        ObjectNode answer = memory.rememberAll(request);
        if (!answer.path("indexed").asBoolean()) {
            throw new IllegalStateException("the memories could not be embedded in time");
        }
        Map<String, String> turnOfMemory = new HashMap<>();
        for (int i = 0; i < conversation.turns().size(); i++) {
            JsonNode receipt = answer.get("receipts").get(i);
            turnOfMemory.put(receipt.get("id").asString(), conversation.turns().get(i).id());
        }
        return turnOfMemory;
    }

    private Outcome ask(String namespace, Locomo.Question question, String effort, Map<String, String> turnOfMemory) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("namespace", namespace).put("query", question.text()).put("limit", K)
                .put("max_tokens", 1_000_000).put("effort", effort);
        List<String> ranked = new ArrayList<>();
        for (JsonNode hit : memory.recall(request).get("memories")) {
            ranked.add(turnOfMemory.getOrDefault(hit.get("id").asString(), "?"));
        }
        return new Outcome(question.category(), Ranking.recall(ranked, question.evidence(), K),
                Ranking.ndcg(ranked, question.evidence(), K));
    }

    private void report(String effort, List<Outcome> outcomes) {
        List<Outcome> answerable = outcomes.stream().filter(each -> each.category() <= 4).toList();
        out.printf("%s effort, %d questions of categories 1-4: recall@10 %s, nDCG@10 %s%n", effort, answerable.size(),
                Ranking.estimate(answerable.stream().mapToDouble(Outcome::recall).toArray()),
                Ranking.estimate(answerable.stream().mapToDouble(Outcome::ndcg).toArray()));
        Map<Integer, List<Outcome>> byCategory = new TreeMap<>();
        outcomes.forEach(each -> byCategory.computeIfAbsent(each.category(), _ -> new ArrayList<>()).add(each));
        double[] recalls = new double[byCategory.size()];
        double[] gains = new double[byCategory.size()];
        int at = 0;
        for (Map.Entry<Integer, List<Outcome>> category : byCategory.entrySet()) {
            recalls[at] = Ranking.mean(category.getValue().stream().mapToDouble(Outcome::recall).toArray());
            gains[at] = Ranking.mean(category.getValue().stream().mapToDouble(Outcome::ndcg).toArray());
            out.printf("  category %d, %4d questions: recall@10 %.1f %%, nDCG@10 %.1f %%%n", category.getKey(),
                    category.getValue().size(), 100 * recalls[at], 100 * gains[at]);
            at++;
        }
        out.printf("  macro average of %d categories: recall@10 %.1f %%, nDCG@10 %.1f %%%n", recalls.length,
                100 * Ranking.mean(recalls), 100 * Ranking.mean(gains));
    }
}
