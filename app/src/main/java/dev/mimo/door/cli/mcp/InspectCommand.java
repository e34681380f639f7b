package dev.mimo.door.cli.mcp;

import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.CommonOptions;
import dev.mimo.door.cli.Terminal;
import dev.mimo.mcp.client.McpClient;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.Redaction;
import dev.mimo.mcp.client.transport.TranscriptFile;
import dev.mimo.mcp.client.transport.Transport;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.EraChoice;
import dev.mimo.mcp.client.use.OutputValidator;
import dev.mimo.refusal.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `mcp inspect`
@Command(name = "inspect", sortOptions = false,
        description = "Connect to an MCP server and print what it is and offers.",
        footer = {"",
                "For example:  mimo mcp inspect http://127.0.0.1:4000/mcp",
                "              mimo mcp inspect npx -y @modelcontextprotocol/server-everything"})
final class InspectCommand implements Callable<Integer> {
    private static final int TIMEOUT_MAX = 3600;

    private final CliBackend program;
    private final Terminal terminal;

    @Parameters(paramLabel = "URL|COMMAND", arity = "1..*",
            description = "The server's address, or the program that it is and its arguments.")
    List<String> target = new ArrayList<>();

    @Option(names = "--header", paramLabel = "'NAME: VALUE'",
            description = "Send this header with every request; may be given many times.")
    List<String> headers = new ArrayList<>();

    @Option(names = "--env", paramLabel = "NAME[=VALUE]",
            description = "Give the program this variable, with this shell's value if none is named; may be given "
                    + "many times. Without it, it gets PATH, HOME and their like only.")
    List<String> environment = new ArrayList<>();

    @Option(names = "--era", paramLabel = "ERA",
            description = "auto, stateful (up to 2025-11-25) or stateless (from 2026-07-28); auto if not given.")
    EraChoice era = EraChoice.AUTO;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For each answer; 30 if not given. "
            + "Logging in has a limit of its own.")
    int timeout = 30;

    @Mixin
    LoginOptions login = new LoginOptions();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Option(names = "--trace", paramLabel = "FILE",
            description = "Write every message, both ways, into FILE, one JSON object a line, without secrets.")
    @Nullable
    Path trace;

    @Mixin
    CommonOptions common = new CommonOptions();

    InspectCommand(CliBackend program, Terminal terminal) {
        this.program = program;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (timeout < 1 || timeout > TIMEOUT_MAX) {
            throw Refusal.invalid("--timeout", "must lie between 1 and " + TIMEOUT_MAX,
                    "Give it in seconds, for instance --timeout 60.");
        }
        ServerTarget chosen = ServerTarget.of(target, headers, environment);
        chosen.check(login);
        ServerInspection inspection = inspect(chosen);
        if (json) {
            terminal.printJson(InspectionJson.of(inspection));
        } else {
            new InspectionPage(terminal, inspection).print();
        }
        return 0;
    }

    private ServerInspection inspect(ServerTarget chosen) {
        Redaction redaction = new Redaction(chosen.secrets());
        try (ServerLogin credentials =
                ServerLogin.of(login, LoginFolder.in(program.home(common.flags())), terminal, redaction)) {
            return trace == null
                    ? inspect(chosen, credentials, MessageTrace.NONE)
                    : traced(chosen, credentials, redaction, trace);
        } catch (McpClientException e) {
            throw chosen.refusal(e, redaction);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw chosen.refusal(McpClientException.closed(), redaction);
        }
    }

    private ServerInspection traced(ServerTarget chosen, ServerLogin credentials, Redaction redaction, Path file)
            throws InterruptedException {
        try (TranscriptFile transcript = TranscriptFile.begin(file, redaction, terminal.clock())) {
            return inspect(chosen, credentials, transcript);
        } catch (IOException e) {
            throw Refusal.invalid("--trace", "cannot be written: " + e.getMessage(), "Name a file in a folder that "
                    + "exists and that you may write to.");
        }
    }

    private ServerInspection inspect(ServerTarget chosen, ServerLogin credentials, MessageTrace into)
            throws InterruptedException {
        Duration limit = Duration.ofSeconds(timeout);
        Transport transport = chosen.transport(into, credentials);
        McpClient.Parts parts = new McpClient.Parts(ClientProfile.of("mimo-inspect", program.version()),
                ClientHandlers.NONE, ClientSettings.defaults().withEra(era).withHandshake(limit), terminal.clock());
        try (McpClient client = McpClient.connect(transport, parts, OutputValidator.NONE)) {
            return ServerInspection.of(transport.target(), client, CallOptions.within(limit));
        }
    }
}
