package dev.mimo.mcp.server;

import dev.mimo.mcp.prompt.Completions;
import dev.mimo.mcp.prompt.Prompts;
import dev.mimo.mcp.resource.Resources;
import dev.mimo.mcp.tool.Tools;

/// What a server offers.
public record Features(Tools tools, Resources resources, Prompts prompts, Completions completions) {}
