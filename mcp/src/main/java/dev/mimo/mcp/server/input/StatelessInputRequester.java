package dev.mimo.mcp.server.input;

import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.codec.InputCodec;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks in rounds: what this request brought answers to is answered, and anything else ends the round. Belongs to the
/// thread of one call.
public final class StatelessInputRequester implements InputRequester {
    private final ClientCapabilities client;
    private final Map<String, ObjectNode> known;
    // what the call took so far; it will ask for the same again in the next round
    private final Map<String, ObjectNode> taken = new LinkedHashMap<>();

    /// @param sealed answers of earlier rounds; they win over new ones, so that each round sees the same
    /// @param given answers that came with this request; those to questions that nobody asks are ignored
    public StatelessInputRequester(ClientCapabilities client, Map<String, ObjectNode> sealed,
            Map<String, ObjectNode> given) {
        this.client = client;
        this.known = new HashMap<>(given);
        known.putAll(sealed);
    }

    /// The answers that a request carries, by key.
    ///
    /// @param responses its `inputResponses`; absent when it has none
    /// @throws RpcException invalid params, when they are not answers at all
    public static Map<String, ObjectNode> given(@Nullable JsonNode responses) {
        if (responses == null || responses.isNull()) {
            return Map.of();
        }
        if (!responses.isObject()) {
            throw RpcException.invalidParams("'inputResponses' must be an object.");
        }
        Map<String, ObjectNode> given = new HashMap<>();
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            if (!(response.getValue() instanceof ObjectNode answer)) {
                throw RpcException.invalidParams("Each of 'inputResponses' must be an object, '"
                        + response.getKey() + "' is not.");
            }
            given.put(response.getKey(), answer);
        }
        return given;
    }

    @Override
    public Map<String, InputResponse> ask(Map<String, InputRequest> asks) {
        Map<String, InputResponse> answered = new HashMap<>();
        Map<String, InputRequest> missing = new LinkedHashMap<>();
        asks.forEach((key, ask) -> {
            ObjectNode answer = known.get(key);
            if (answer == null) {
                missing.put(key, ask);
            } else {
                answered.put(key, InputCodec.readResponse(key, ask, answer));
                taken.put(key, answer);
            }
        });
        if (missing.isEmpty()) {
            return answered;
        }
        client.require(missing.values().stream().map(InputRequest::kind).toList(), Revision.V2026_07_28);
        throw new InputRequiredException(missing, taken);
    }
}
