package dev.mimo.door.mcp;

import dev.mimo.gateway.ToolRegistry;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.stdio.StdioServer;
import dev.mimo.mcp.stdio.StdioSettings;
import dev.mimo.terms.Namespace;
import dev.mimo.tools.FakeMemoryCalls;
import dev.mimo.tools.MemoryOpening;
import dev.mimo.tools.MemoryTools;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;

/// The stdio door as a process of its own, on a memory that is only a map: for tests of what only a process shows.
public final class StdioProgram {
    private StdioProgram() {}

    public static void main(String[] arguments) {
        OutputStream out = StdioServer.takeStandardOutput();
        MemoryOpening memory = new MemoryOpening(() -> {
            System.out.println("a library that speaks out of turn");
            return new FakeMemoryCalls(Clock.systemUTC());
        }, Duration.ofSeconds(10));
        McpServer server = MimoMcp.server("test", () -> {
            ToolRegistry registry = new ToolRegistry();
            registry.register(new MemoryTools(memory, Namespace.DEFAULT, Clock.systemUTC()));
            return registry;
        });
        try (memory) {
            new StdioServer(System.in, out, server, StdioSettings.defaults().withDrain(Duration.ofSeconds(30)),
                    memory::start).run();
        }
        Runtime.getRuntime().halt(0);
    }
}
