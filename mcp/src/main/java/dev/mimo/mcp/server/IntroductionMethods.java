package dev.mimo.mcp.server;

import dev.mimo.json.Json;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcException;
import dev.mimo.mcp.codec.CacheHint;
import dev.mimo.mcp.codec.ImplementationCodec;
import dev.mimo.mcp.server.input.ClientCapabilities;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How the server says who it is and what it can do: `initialize` in the stateful era, `server/discover` in the
/// stateless one. Declares what is there, and nothing else.
///
/// @param fresh how long a client may keep what it discovered
record IntroductionMethods(ServerIdentity identity, ServerFeatures features, Duration fresh) {
    /// Settles on a revision: the client's, if it is one that begins with a handshake.
    ObjectNode initialize(RequestExchange exchange) {
        JsonNode wanted = exchange.request().params().path("protocolVersion");
        if (!wanted.isString()) {
            throw RpcException.invalidParams("'protocolVersion' must be a string.");
        }
        Revision known = Revision.of(wanted.stringValue());
        Revision agreed = known == null || known.isStateless() ? Revision.NEWEST_STATEFUL : known;
        exchange.session().agree(new McpSession.Handshake(agreed,
                ClientCapabilities.of(exchange.request().params().path("capabilities"), agreed)));
        ObjectNode result = Json.object().put("protocolVersion", agreed.date());
        result.set("capabilities", capabilities(agreed));
        result.set("serverInfo", self(agreed));
        return instructed(result);
    }

    ObjectNode discover(NegotiatedTerms terms) {
        ObjectNode result = Json.object();
        // those of the stateful era too, so that a client of both knows that a handshake is an option
        result.set("supportedVersions", RequestMetadata.texts(Revision.dates()));
        result.set("capabilities", capabilities(terms.revision()));
        return CacheHint.PUBLIC.hint(instructed(result), terms.revision(), fresh);
    }

    /// What goes with every answer of the stateless era: the server's name, and not its pictures each time.
    ObjectNode serverInfo(Revision revision) {
        return ImplementationCodec.writeName(identity.self(), revision);
    }

    /// All that the server says of itself.
    ObjectNode self(Revision revision) {
        return ImplementationCodec.write(identity.self(), revision);
    }

    private ObjectNode instructed(ObjectNode result) {
        return identity.instructions().isEmpty() ? result : result.put("instructions", identity.instructions());
    }

    private ObjectNode capabilities(Revision revision) {
        ObjectNode capabilities = Json.object();
        if (features.tools() != null) {
            capabilities.putObject("tools").put("listChanged", true);
        }
        if (features.resources() != null) {
            capabilities.putObject("resources").put("subscribe", true).put("listChanged", true);
        }
        if (features.prompts() != null) {
            capabilities.putObject("prompts").put("listChanged", true);
        }
        if (features.completions() != null && revision.isAtLeast(Revision.V2025_03_26)) {
            capabilities.putObject("completions");
        }
        capabilities.putObject("logging");
        if (features.tools() != null && revision.hasRequestedTasks()) {
            ObjectNode tasks = capabilities.putObject("tasks");
            tasks.putObject("list");
            tasks.putObject("cancel");
            tasks.putObject("requests").putObject("tools").putObject("call");
        }
        if (features.tools() != null && revision.isStateless()) {
            capabilities.putObject("extensions").putObject(MetaKeys.TASKS_EXTENSION);
        }
        return capabilities;
    }
}
