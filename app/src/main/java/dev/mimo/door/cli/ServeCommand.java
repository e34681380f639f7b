package dev.mimo.door.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `serve` with options that `QuickStart` does not read.
@Command(name = "serve", description = "Serve REST and MCP over HTTP until stopped.", sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    private final CliBackend program;
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

    ServeCommand(CliBackend program, Terminal terminal) {
        this.program = program;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        new QuickStart(program, terminal).serve(flags());
        return 0;
    }

    private SettingOverrides flags() {
        Map<String, String> settings = new LinkedHashMap<>(common.settings);
        if (host != null) {
            settings.put("http.host", host);
        }
        if (port != null) {
            settings.put("http.port", port.toString());
        }
        return new SettingOverrides(common.home, settings);
    }
}
