package dev.mimo.bench;

import dev.mimo.Mimo;
import dev.mimo.Settings;
import dev.mimo.bench.AbstentionFigures.Outcome;
import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.NamedArguments;
import dev.mimo.bench.kit.ScratchHome;
import dev.mimo.memory.recall.RecallSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Whether the first hit is right, and whether one threshold tells answers from what merely comes nearest: on notes
/// without sessions, and with the same threshold on chats, whose unanswerable questions are those about another
/// conversation, asked of this one's speakers.
final class NotesBench {
    private static final int LIMIT = 10;
    private static final String NOTES = "notes";

    private final Mimo mimo;
    private final String effort;
    private final AbstentionFigures figures;

    private NotesBench(Mimo mimo, String effort, AbstentionFigures figures) {
        this.mimo = mimo;
        this.effort = effort;
        this.figures = figures;
    }

    /// `[--dataset FILE] [--min-score NUMBER] [--effort low|normal|high]`, on a store of its own that is thrown away.
    static void run(List<String> args, Figures figures) throws Exception {
        NamedArguments arguments = new NamedArguments(args, Set.of("--dataset", "--min-score", "--effort"));
        double minScore = Double.parseDouble(arguments.get("--min-score",
                Double.toString(RecallSettings.defaults().minScore())));
        String effort = arguments.get("--effort", "normal");
        String dataset = arguments.get("--dataset", "");
        try (ScratchHome scratch = new ScratchHome();
                Mimo mimo = Mimo.open(Settings.defaults(scratch.home()), Clock.systemUTC())) {
            NotesBench bench = new NotesBench(mimo, effort, new AbstentionFigures(figures, minScore));
            bench.notes();
            if (!dataset.isEmpty()) {
                bench.chats(Locomo.read(Path.of(dataset)));
            }
        }
    }

    private void notes() throws IOException {
        NoteSet set = NoteSet.read();
        List<String> ids = new RememberedTexts(mimo).of(NOTES, set.notes().stream().map(NoteSet.Note::text)
                .map(text -> JsonNodeFactory.instance.objectNode().put("content", text)).toList());
        figures.answerable("notes, asked for with their names", asked(set, ids, NoteSet.Note::question));
        figures.answerable("notes, asked for without any of their words", asked(set, ids, NoteSet.Note::riddle));
        figures.unanswerable(NOTES, set.unanswerable().stream().map(each -> ask(NOTES, each, Set.of())).toList());
    }

    private List<Outcome> asked(NoteSet set, List<String> ids, Function<NoteSet.Note, String> question) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            outcomes.add(ask(NOTES, question.apply(set.notes().get(i)), Set.of(ids.get(i))));
        }
        return outcomes;
    }

    private void chats(Locomo locomo) {
        List<Outcome> answerable = new ArrayList<>();
        List<Outcome> unanswerable = new ArrayList<>();
        for (int i = 0; i < locomo.conversations().size(); i++) {
            Locomo.Conversation chat = locomo.conversations().get(i);
            List<String> ids = new RememberedTexts(mimo).of(chat);
            for (Locomo.Question question : chat.questions()) {
                if (question.category() <= Locomo.ANSWERABLE) {
                    answerable.add(ask(chat.name(), question.text(), chat.evidence(question, ids)));
                }
            }
            Locomo.Conversation another = locomo.conversations().get((i + 1) % locomo.conversations().size());
            another.askedOf(chat).forEach(question -> unanswerable.add(ask(chat.name(), question, Set.of())));
        }
        figures.answerable("chats", answerable);
        figures.unanswerable("chats", unanswerable);
    }

    private Outcome ask(String namespace, String question, Set<String> right) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("namespace", namespace).put("query", question).put("limit", LIMIT)
                .put("max_tokens", 1_000_000).put("effort", effort).put("min_score", 0);
        int rank = 0;
        int place = 0;
        JsonNode hits = mimo.operations().recall().json(mimo.calls(), request).get("memories");
        for (JsonNode hit : hits) {
            place++;
            rank = rank == 0 && right.contains(hit.get("id").asString()) ? place : rank;
        }
        return new Outcome(rank, hits.isEmpty() ? 0 : hits.get(0).get("score").asDouble());
    }
}
