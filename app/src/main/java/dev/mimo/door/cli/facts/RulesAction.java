package dev.mimo.door.cli.facts;

import dev.mimo.call.Operation.Call;
import dev.mimo.door.cli.CliBackend.Rooms;
import dev.mimo.door.cli.Terminal;
import dev.mimo.door.cli.memory.MemoryVerb;
import dev.mimo.door.cli.memory.OperationRunner;
import dev.mimo.door.cli.memory.ReceiptLines;
import dev.mimo.facts.FactRule;
import dev.mimo.facts.operation.FactAnswers.RuleList;
import dev.mimo.facts.operation.FactRequests.NewRules;
import dev.mimo.facts.operation.FactRequests.RulesRequest;
import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import dev.mimo.terms.Receipt;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `facts rules`: lists them, or replaces them.
record RulesAction(OperationRunner runner, Terminal terminal) implements MemoryVerb.Action {
    private static final List<String> CHANGES = List.of("add", "remove");

    MemoryVerb verb() {
        return new MemoryVerb("rules", this, "List the rules by which facts follow, or change them.")
                .texts("--add", "RULE", "add", "One more, like 'transitive part_of' or 'inverse owns owned_by'.")
                .texts("--remove", "RULE", "remove", "One less, written as it is listed.")
                .json("--replace", "rules", "A JSON list of rules in place of all.");
    }

    @Override
    public void run(MemoryVerb verb, ObjectNode request) {
        boolean changes = CHANGES.stream().anyMatch(request::has);
        if (changes && request.has("rules")) {
            throw Refusal.invalid("--replace", "goes with neither --add nor --remove", "Give one kind of change.");
        }
        try (Rooms rooms = runner.open(verb.flags())) {
            if (!changes && !request.has("rules")) {
                runner.call(rooms, verb, rooms.facts().rules(), request,
                        list -> list.rules().forEach(rule -> terminal.out().println(line(rule))));
                return;
            }
            if (changes) {
                change(rooms, request);
            }
            Call<NewRules, Receipt> put = rooms.facts().putRules();
            runner.call(rooms, verb, put, request,
                    receipt -> new ReceiptLines(terminal, verb.inHint()).print(receipt));
        }
    }

    /// Makes of what is to be added and removed the whole list.
    private static void change(Rooms rooms, ObjectNode request) {
        Call<RulesRequest, RuleList> list = rooms.facts().rules();
        ArrayNode rules = (ArrayNode) list.json(rooms.calls(), request.deepCopy().remove(CHANGES)).get("rules");
        for (JsonNode added : request.path("add")) {
            rules.add(rule(added.asString()));
        }
        for (JsonNode removed : request.path("remove")) {
            ObjectNode rule = rule(removed.asString());
            int before = rules.size();
            if (rules.removeIf(each -> each.equals(rule)).size() == before) {
                throw Refusal.notFound("There is no rule '" + removed.asString() + "'.",
                        "Write it as 'facts rules' lists it.");
            }
        }
        request.remove(CHANGES);
        request.set("rules", rules);
    }

    private static ObjectNode rule(String text) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length < 2) {
            throw Refusal.invalid("RULE", "needs a kind and a predicate", "Write it like 'transitive part_of'.");
        }
        ObjectNode rule = Json.object().put("kind", words[0]).put("predicate", words[1]);
        if (words.length > 2) {
            ArrayNode with = rule.putArray("with");
            List.of(words).subList(2, words.length).forEach(with::add);
        }
        return rule;
    }

    /// As it is typed.
    static String line(FactRule rule) {
        StringBuilder line = new StringBuilder(rule.kind().name().toLowerCase(Locale.ROOT)).append(' ')
                .append(rule.predicate());
        rule.with().forEach(each -> line.append(' ').append(each));
        return line.toString();
    }
}
