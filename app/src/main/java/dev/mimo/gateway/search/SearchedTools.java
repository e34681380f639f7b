package dev.mimo.gateway.search;

import dev.mimo.gateway.search.UsedRequests.UsedRequest;
import dev.mimo.mcp.model.ToolDefinition;
import java.util.List;

/// What is searched: equal ones give the same index.
///
/// @param used for which requests tools were used before
/// @param modelId of the model whose vectors are compared
record SearchedTools(List<ToolDefinition> tools, List<UsedRequest> used, String modelId) {}
