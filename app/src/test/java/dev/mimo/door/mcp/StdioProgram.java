package dev.mimo.door.mcp;

import dev.mimo.attach.OpeningClient;
import dev.mimo.call.LocalClient;
import dev.mimo.gateway.ExposureSettings;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.mcp.server.McpServer;
import dev.mimo.mcp.stdio.StdioServer;
import dev.mimo.mcp.stdio.StdioSettings;
import dev.mimo.memory.Trust;
import dev.mimo.memory.operation.MemoryAnswers.RememberAnswer;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import dev.mimo.tools.MemoryConnection;
import dev.mimo.tools.NoSkills;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// The stdio door as a process of its own, on a memory that keeps nothing: for tests of what only a process shows.
public final class StdioProgram {
    private StdioProgram() {}

    public static void main(String[] arguments) {
        OutputStream out = StdioServer.takeStandardOutput();
        MemoryOperations operations = MemoryOperations.unbounded();
        OpeningClient memory = new OpeningClient(() -> {
            System.out.println("a library that speaks out of turn");
            return new LocalClient().on(operations.remember(), request -> new RememberAnswer(Receipt
                    .of(Receipt.Status.STORED, "memory", request.namespace(), Instant.now())
                    .about(MemoryId.create().value(), 1, UndoHandle.create()), null));
        }, Duration.ofSeconds(10));
        McpServer server = MimoMcp.server("test", new MemoryConnection(memory, () -> operations,
                () -> Namespace.DEFAULT, () -> Trust.MODEL, Clock.systemUTC()), new SilentNews(),
                NoSkills.with(ToolRegistry::new), ExposureSettings::defaults);
        try (memory) {
            new StdioServer(System.in, out, server, StdioSettings.defaults(), memory::start).run();
        }
        Runtime.getRuntime().halt(0);
    }
}
