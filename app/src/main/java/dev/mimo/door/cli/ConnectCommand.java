package dev.mimo.door.cli;

import dev.mimo.attach.RunningServer;
import dev.mimo.attach.ServerFile;
import dev.mimo.refusal.Refusal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `connect`
@Command(name = "connect",
        description = "Print what to paste into an agent, so that it has this memory.", sortOptions = false)
final class ConnectCommand implements Callable<Integer> {
    private static final String USUAL = "http://127.0.0.1:4000";

    private final CliBackend program;
    private final Terminal terminal;

    @Parameters(paramLabel = "CLIENT", arity = "0..1",
            description = "claude-code, claude-desktop, cursor, vs-code, codex or gemini-cli; all if not given.")
    @Nullable
    AgentClient client;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--http", description = "For a server that runs, in place of one that the agent starts.")
    boolean http;

    @Option(names = "--address", paramLabel = "URL",
            description = "Where the server is; the one that runs, or else " + USUAL + ", if not given.")
    @Nullable
    URI address;

    @Option(names = "--namespace", paramLabel = "NAME",
            description = "Whose memory the agent has, in place of `default`; not for --http.")
    @Nullable
    String namespace;

    @Option(names = "--write", description = "Put it into the agent's configuration, and keep what is there.")
    boolean write;

    @Option(names = "--undo", description = "Take it out of the agent's configuration again.")
    boolean undo;

    ConnectCommand(CliBackend program, Terminal terminal) {
        this.program = program;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        program.check(common.flags());
        if (write || undo) {
            return change();
        }
        Stream<AgentClient> clients = client == null ? Arrays.stream(AgentClient.values()) : Stream.of(client);
        clients.forEach(this::print);
        if (http) {
            terminal.out().println("With a key, also send the header 'Authorization: Bearer KEY'.");
        }
        return 0;
    }

    private int change() {
        if (client == null) {
            throw Refusal.invalid("CLIENT", "is missing: --write and --undo are for one", "Name it: connect CLIENT …");
        }
        if (write == undo) {
            throw Refusal.invalid("--undo", "and --write exclude each other", "Leave one of the two out.");
        }
        AgentConfigFile config = client.config(userHome(),
                Objects.requireNonNullElse(System.getProperty("os.name"), "").startsWith("Mac"));
        boolean changed = undo
                ? config.remove()
                : config.put(http ? client.httpEntry(URI.create(address() + "/mcp")) : client.stdioEntry(command()));
        terminal.out().println(config.file() + (changed ? " is changed." : " is as it should be already."));
        if (changed) {
            terminal.out().println("Start " + client.title + " again, so that it looks.");
        }
        return 0;
    }

    /// Where agents look: Java knows the home that the system's list of users has, and they go by `HOME`.
    private static Path userHome() {
        String said = Objects.requireNonNullElse(System.getenv("HOME"), "");
        return said.startsWith("/")
                ? Path.of(said)
                : Path.of(Objects.requireNonNullElse(System.getProperty("user.home"), "."));
    }

    private void print(AgentClient client) {
        String snippet = http ? client.http(URI.create(address() + "/mcp")) : client.stdio(command());
        terminal.out().println(terminal.bold(client.title) + ", " + (http ? client.httpPlace : client.stdioPlace)
                + (snippet.isEmpty() ? "." : ":"));
        snippet.lines().forEach(line -> terminal.out().println("  " + line));
        terminal.out().println();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(terminal.launcher(), "stdio"));
        // an agent does not see the MIMO_HOME of this shell
        Path home = program.home(common.flags());
        if (!home.equals(Path.of(Objects.requireNonNullElse(System.getProperty("user.home"), "."), ".mimo"))) {
            command.addAll(List.of("--home", home.toString()));
        }
        if (namespace != null) {
            command.addAll(List.of("--set", "mcp.namespace=" + namespace));
        }
        return command;
    }

    private URI address() {
        if (address != null) {
            return address;
        }
        return RunningServer.find(program.home(common.flags())) instanceof RunningServer.Found(ServerFile server)
                ? server.address()
                : URI.create(USUAL);
    }
}
