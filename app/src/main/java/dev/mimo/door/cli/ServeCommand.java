package dev.mimo.door.cli;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `serve`
@Command(name = "serve", description = "Serve REST and MCP over HTTP until stopped.", sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    private final Program program;
    private final Terminal terminal;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--host", paramLabel = "NAME",
            description = "Listen on this address; anything but this machine's own needs a key.")
    @Nullable
    String host;

    @Option(names = {"-p", "--port"}, paramLabel = "N", description = "Listen on this port; 0 takes a free one.")
    @Nullable
    Integer port;

    ServeCommand(Program program, Terminal terminal) {
        this.program = program;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        program.serve(flags(), this::greet);
        return 0;
    }

    private Flags flags() {
        Map<String, String> settings = new LinkedHashMap<>(common.settings);
        if (host != null) {
            settings.put("http.host", host);
        }
        if (port != null) {
            settings.put("http.port", port.toString());
        }
        return new Flags(common.home, settings);
    }

    private void greet(URI address) {
        terminal.out().println("Mimo " + program.version() + " serves at " + terminal.bold(address.toString())
                + ", data in " + program.home(common.flags()));
        terminal.out().println("  agents:   " + address + "/mcp   (" + terminal.command()
                + " connect prints what to paste)");
        terminal.out().println("  programs: " + address + "/v1/memories, described at " + address + "/docs");
        terminal.out().println("  stop:     Ctrl-C");
        terminal.out().flush();
    }
}
