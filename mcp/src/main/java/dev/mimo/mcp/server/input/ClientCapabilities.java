package dev.mimo.mcp.server.input;

import dev.mimo.json.Json;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.model.InputKind;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a client said that it can do, in a handshake or in one request.
///
/// @param asks the questions it can answer
/// @param tasks whether it can hold the handle of a task
public record ClientCapabilities(Set<InputKind> asks, boolean tasks) {
    public static final ClientCapabilities NONE = new ClientCapabilities(Set.of(), false);

    public ClientCapabilities {
        asks = Set.copyOf(asks);
    }

    /// Reads what a client declared, as far as the revision knows it.
    ///
    /// @param declared an object; anything else declares nothing
    public static ClientCapabilities of(JsonNode declared, Revision revision) {
        Set<InputKind> asks = EnumSet.noneOf(InputKind.class);
        if (declared.path("roots").isObject()) {
            asks.add(InputKind.ROOTS);
        }
        JsonNode sampling = declared.path("sampling");
        if (sampling.isObject()) {
            asks.add(InputKind.SAMPLE);
            if (sampling.has("tools") && revision.isAtLeast(Revision.V2025_11_25)) {
                asks.add(InputKind.SAMPLE_WITH_TOOLS);
            }
        }
        JsonNode elicitation = declared.path("elicitation");
        if (elicitation.isObject() && revision.isAtLeast(Revision.V2025_06_18)) {
            // one that names no mode is from before there were two
            if (elicitation.has("form") || !elicitation.has("url")) {
                asks.add(InputKind.FORM);
            }
            if (elicitation.has("url") && revision.isAtLeast(Revision.V2025_11_25)) {
                asks.add(InputKind.VISIT);
            }
        }
        boolean tasks = revision.isStateless() && declared.path("extensions").path(MetaKeys.TASKS_EXTENSION).isObject();
        return new ClientCapabilities(asks, tasks);
    }

    /// The same client, which asked for a task.
    public ClientCapabilities holdingTasks() {
        return new ClientCapabilities(asks, true);
    }

    /// @throws RpcException in the words of the revision, when the client did not declare all of these
    public void require(Collection<InputKind> kinds, Revision revision) {
        List<InputKind> lacking = kinds.stream().filter(kind -> !asks.contains(kind)).distinct().sorted().toList();
        if (lacking.isEmpty()) {
            return;
        }
        if (!revision.isStateless()) {
            throw RpcException.invalidRequest("The client did not declare that it can be asked for "
                    + String.join(", ", lacking.stream().map(InputKind::word).toList()) + ".");
        }
        ObjectNode missing = Json.object();
        lacking.forEach(kind -> declare(missing, kind));
        throw missing(missing);
    }

    /// @throws RpcException when the client did not declare tasks
    public void requireTasks() {
        if (!tasks) {
            ObjectNode missing = Json.object();
            missing.putObject("extensions").putObject(MetaKeys.TASKS_EXTENSION);
            throw missing(missing);
        }
    }

    private static void declare(ObjectNode capabilities, InputKind kind) {
        switch (kind) {
            case FORM -> capabilities.putObject("elicitation");
            case VISIT -> capabilities.withObjectProperty("elicitation").putObject("url");
            case SAMPLE -> capabilities.putObject("sampling");
            case SAMPLE_WITH_TOOLS -> capabilities.withObjectProperty("sampling").putObject("tools");
            case ROOTS -> capabilities.putObject("roots");
        }
    }

    private static RpcException missing(ObjectNode capabilities) {
        ObjectNode data = Json.object();
        data.set("requiredCapabilities", capabilities);
        return new RpcException(new RpcError(RpcError.MISSING_CAPABILITY,
                "This needs a client that declares more capabilities: " + String.join(", ",
                        capabilities.propertyNames()),
                data));
    }
}
