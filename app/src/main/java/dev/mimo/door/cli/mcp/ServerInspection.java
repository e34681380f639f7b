package dev.mimo.door.cli.mcp;

import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.client.McpClient;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.McpClientException.Refused;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ServerFacts;
import dev.mimo.mcp.client.use.ToolList;
import dev.mimo.mcp.model.PromptDefinition;
import dev.mimo.mcp.model.ResourceDefinition;
import dev.mimo.mcp.model.ResourceTemplate;
import java.util.List;

/// What was found out of a server.
record ServerInspection(String target, ServerFacts facts, ToolList tools, List<ResourceDefinition> resources,
        List<ResourceTemplate> templates, List<PromptDefinition> prompts) {
    @FunctionalInterface
    private interface Asking<T> {
        T ask() throws InterruptedException;
    }

    static ServerInspection of(String target, McpClient client, CallOptions options) throws InterruptedException {
        ServerFacts facts = client.server();
        // one that describes nothing is asked for everything
        boolean all = facts.capabilities().isEmpty();
        return new ServerInspection(target, facts,
                ask(all || facts.offers("tools"), () -> client.listTools(options), new ToolList(List.of(), List.of())),
                ask(all || facts.offers("resources"), () -> client.listResources(options), List.of()),
                ask(all || facts.offers("resources"), () -> client.listResourceTemplates(options), List.of()),
                ask(all || facts.offers("prompts"), () -> client.listPrompts(options), List.of()));
    }

    private static <T> T ask(boolean offered, Asking<T> asking, T nothing) throws InterruptedException {
        if (!offered) {
            return nothing;
        }
        try {
            return asking.ask();
        } catch (McpClientException e) {
            // many offer resources and know no templates
            boolean unknown = e.reason() instanceof Refused(RpcError error, var _)
                    && error.code() == RpcError.METHOD_NOT_FOUND;
            if (unknown) {
                return nothing;
            }
            throw e;
        }
    }
}
