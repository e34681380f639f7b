package dev.mimo.door.chat;

import dev.mimo.door.http.HttpExchange;
import dev.mimo.json.Json;
import dev.mimo.models.language.LanguageModels;
import dev.mimo.models.language.LanguageModels.OfferedModel;
import dev.mimo.refusal.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The models that can be asked for, in one list that OpenAI's and Anthropic's clients can read.
///
/// @param embeddingModel asked each time, as it may only be known later
/// @param since when the server started
record ModelListRoute(Supplier<LanguageModels> models, Supplier<String> embeddingModel, Instant since) {
    private static final String OWNER = "mimo";

    void list(HttpExchange exchange) {
        List<ObjectNode> all = all();
        ObjectNode answer = Json.object().put("object", "list");
        ArrayNode data = answer.putArray("data");
        all.forEach(data::add);
        exchange.answer(200, answer.put("has_more", false).put("first_id", all.getFirst().path("id").asString(""))
                .put("last_id", all.getLast().path("id").asString("")));
    }

    void get(HttpExchange exchange) {
        String id = exchange.pathValues().getOrDefault("model", "");
        exchange.answer(200, all().stream().filter(each -> each.path("id").asString("").equals(id)).findFirst()
                .orElseThrow(() -> Refusal.notFound("There is no model '" + Refusal.quotable(id) + "'.",
                        "GET /v1/models lists those there are.")));
    }

    private List<ObjectNode> all() {
        List<ObjectNode> all = new ArrayList<>();
        if (!models.get().isEmpty()) {
            all.add(model("mimo", OWNER));
        }
        for (OfferedModel offered : models.get().offered()) {
            String model = offered.model();
            all.add(model(offered.name(), offered.name()));
            if (model != null) {
                all.add(model(model, offered.name()));
            }
        }
        all.add(model(ExtractiveAnswer.MODEL, OWNER));
        all.add(model(embeddingModel.get(), OWNER));
        return all.stream().distinct().toList();
    }

    private ObjectNode model(String id, String owner) {
        return Json.object().put("id", id).put("object", "model").put("created", since.getEpochSecond())
                .put("owned_by", owner).put("type", "model").put("display_name", id)
                .put("created_at", since.toString());
    }
}
