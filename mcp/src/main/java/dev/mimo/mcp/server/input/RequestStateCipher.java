package dev.mimo.mcp.server.input;

import dev.mimo.file.Sha256;
import dev.mimo.file.TokenCipher;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.RpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Hands a call's earlier answers to its client for keeping, so that no server has to remember a call between rounds.
///
/// A state is a token under a key that lives as long as this object. It opens for what it belongs to (the caller, the
/// method, the parameters) and nothing else, and says when it was made: anything altered, moved or old is refused
/// alike. A state can be used again until it expires: what must happen only once may not rely on it alone. Safe for
/// many threads.
public final class RequestStateCipher {
    private static final JsonLimits LIMITS = JsonLimits.ofDepth(500);

    private final Clock clock;
    private final Duration kept;
    private final int bytesMax;
    // made by the first call that asks: the randomness costs start-up time; guarded by this
    private @Nullable TokenCipher cipher;

    /// @param kept how long a state can be used
    /// @param bytesMax longest state
    public RequestStateCipher(Clock clock, Duration kept, int bytesMax) {
        this.clock = clock;
        this.kept = kept;
        this.bytesMax = bytesMax;
    }

    /// What a state belongs to.
    ///
    /// @param params of the request; what changes from round to round is left aside
    public record Binding(String caller, String method, ObjectNode params) {}

    /// @throws RpcException invalid params, when the answers are more than a state may hold
    public String seal(Binding binding, Map<String, ObjectNode> answers) {
        ObjectNode content = Json.object().put("at", clock.millis());
        ObjectNode kept = content.putObject("answers");
        answers.forEach(kept::set);
        byte[] plain = Json.bytes(content);
        if (plain.length > bytesMax) {
            throw RpcException.invalidParams("The answers are longer than " + bytesMax + " bytes together.");
        }
        return cipher().seal(plain, digest(binding));
    }

    /// The answers in a state, by key, in the order they were given in.
    ///
    /// @throws RpcException invalid params, when the state was not made here for this binding, or is too old
    public Map<String, ObjectNode> open(Binding binding, String state) {
        byte[] plain = state.length() > TokenCipher.length(bytesMax) ? null : cipher().open(state, digest(binding));
        if (plain == null) {
            throw refused();
        }
        JsonNode content = Json.parse(plain, LIMITS);
        Instant made = Instant.ofEpochMilli(content.path("at").longValue());
        if (clock.instant().isAfter(made.plus(kept))) {
            throw refused();
        }
        Map<String, ObjectNode> answers = new LinkedHashMap<>();
        content.path("answers").properties()
                .forEach(answer -> answers.put(answer.getKey(), (ObjectNode) answer.getValue()));
        return answers;
    }

    private static byte[] digest(Binding binding) {
        ArrayNode all = Json.array().add(binding.caller()).add(binding.method());
        ObjectNode params = Json.object();
        binding.params().properties().forEach(param -> {
            switch (param.getKey()) {
                case MetaKeys.META, "inputResponses", "requestState" -> {
                }
                default -> params.set(param.getKey(), param.getValue());
            }
        });
        return Sha256.of(Json.bytes(all.add(sorted(params))));
    }

    /// The same tree with the members of each object in order: a client may write them in another.
    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = Json.array();
            node.forEach(item -> array.add(sorted(item)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = Json.object();
        new TreeSet<>(node.propertyNames()).forEach(name -> object.set(name, sorted(node.path(name))));
        return object;
    }

    private synchronized TokenCipher cipher() {
        if (cipher == null) {
            cipher = TokenCipher.ofNewKey();
        }
        return cipher;
    }

    private static RpcException refused() {
        return RpcException.invalidParams("The 'requestState' is not one that was given out for this request, or it "
                + "is too old: send the request again without it.");
    }
}
