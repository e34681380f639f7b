package dev.mimo.door.cli.mcp;

import dev.mimo.door.cli.CliBackend;
import dev.mimo.door.cli.CommonOptions;
import dev.mimo.door.cli.Terminal;
import dev.mimo.mcp.client.oauth.token.TokenKey;
import dev.mimo.mcp.client.oauth.web.ProtectedResource;
import dev.mimo.tools.VisibleText;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `mcp logout`
@Command(name = "logout", sortOptions = false, description = "Forget the login at an MCP server.",
        footer = {"", "The server and its authorization server are not told."})
final class LogoutCommand implements Callable<Integer> {
    private final CliBackend program;
    private final Terminal terminal;

    @Parameters(paramLabel = "URL", description = "The server's address.")
    String address = "";

    @Mixin
    CommonOptions common = new CommonOptions();

    LogoutCommand(CliBackend program, Terminal terminal) {
        this.program = program;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        URI server = ServerTarget.uri(address);
        LoginFolder folder = LoginFolder.in(program.home(common.flags()));
        List<TokenKey> forgotten = folder.exists() ? forget(folder, server) : List.of();
        forgotten.forEach(key -> terminal.out().println("Forgotten: the login at " + VisibleText.line(key.issuer())
                + " for " + VisibleText.line(key.resource())));
        if (forgotten.isEmpty()) {
            terminal.out().println("No login is kept for " + VisibleText.line(address) + ".");
        }
        return 0;
    }

    private static List<TokenKey> forget(LoginFolder folder, URI server) {
        try {
            return folder.open().forget(key -> ProtectedResource.covers(key.resource(), server));
        } catch (UncheckedIOException e) {
            throw folder.unusable(e);
        }
    }
}
