package dev.mimo.door.cli;

import java.net.URI;

/// Serves, and greets once it does.
record ServeAction(CliBackend program, Terminal terminal) {
    void run(SettingOverrides flags) {
        program.serve(flags, address -> greet(address, flags));
    }

    private void greet(URI address, SettingOverrides flags) {
        terminal.out().println("Mimo " + program.version() + " serves at " + terminal.bold(address.toString())
                + ", data in " + program.home(flags));
        terminal.out().println("  agents:   " + address + "/mcp   (" + terminal.command()
                + " connect prints what to paste)");
        terminal.out().println("  programs: " + address + "/v1/memories, described at " + address + "/docs");
        terminal.out().println("  stop:     Ctrl-C");
        terminal.out().flush();
    }
}
