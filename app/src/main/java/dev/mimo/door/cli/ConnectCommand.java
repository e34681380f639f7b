package dev.mimo.door.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `connect`
@Command(name = "connect",
        description = "Print what to paste into an agent, so that it has this memory.", sortOptions = false)
final class ConnectCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CLIENT", arity = "0..1",
            converter = ByName.class,
            description = "claude-code, claude-desktop, cursor, vs-code or codex; all if not given.")
    @Nullable
    Client client;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--http", description = "For a server that runs, in place of one that the agent starts.")
    boolean http;

    @Option(names = "--address", paramLabel = "URL", defaultValue = "http://127.0.0.1:4000",
            description = "Where the server is; ${DEFAULT-VALUE} if not given.")
    URI address = URI.create("http://127.0.0.1:4000");

    ConnectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Stream<Client> clients = client == null ? Arrays.stream(Client.values()) : Stream.of(client);
        clients.forEach(this::print);
        if (http) {
            terminal.out().println("With a key, also send the header 'Authorization: Bearer KEY'.");
        }
        return 0;
    }

    private void print(Client client) {
        String snippet = http ? client.http(URI.create(address + "/mcp")) : client.stdio(command());
        terminal.out().println(terminal.bold(client.title) + ", " + (http ? client.httpPlace : client.stdioPlace)
                + (snippet.isEmpty() ? "." : ":"));
        snippet.lines().forEach(line -> terminal.out().println("  " + line));
        terminal.out().println();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(terminal.launcher(), "stdio"));
        if (common.home != null) {
            command.addAll(List.of("--home", common.home.toAbsolutePath().toString()));
        }
        return command;
    }

    /// Reads a client's name as it is printed.
    static final class ByName implements ITypeConverter<Client> {
        @Override
        public Client convert(String typed) {
            return Arrays.stream(Client.values())
                    .filter(client -> client.toString().equals(typed))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("there is no snippet for '" + typed + "'; known are "
                            + String.join(", ", Arrays.stream(Client.values()).map(Client::toString).toList())));
        }
    }
}
