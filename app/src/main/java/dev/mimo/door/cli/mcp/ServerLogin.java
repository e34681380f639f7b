package dev.mimo.door.cli.mcp;

import dev.mimo.door.cli.Terminal;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.oauth.Grant;
import dev.mimo.mcp.client.oauth.LoopbackUserAgent;
import dev.mimo.mcp.client.oauth.OAuth;
import dev.mimo.mcp.client.oauth.OAuthSettings;
import dev.mimo.mcp.client.oauth.UserAgent;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.transport.Redaction;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gets credentials for a server from its user, or from an earlier login.
///
/// @param oauth absent when nothing was ever kept and nobody is to be asked
/// @param asks whether the user may be asked
record ServerLogin(@Nullable OAuth oauth, Grant grant, boolean asks) implements AutoCloseable {

    /// @param redaction learns every secret that is met
    static ServerLogin of(LoginOptions options, LoginFolder folder, Terminal terminal, Redaction redaction) {
        Grant grant = new Grant.Consent(options.client());
        Secret secret = options.secret();
        if (secret != null) {
            redaction.learn(List.of(secret.value()));
        }
        Duration wait = options.waiting();
        if (!options.login && !folder.exists()) {
            return new ServerLogin(null, grant, false);
        }
        UserAgent user = options.login
                ? new LoopbackUserAgent(address -> show(terminal, address, wait))
                : _ -> {
                    throw new IOException("nobody is to be asked");
                };
        return new ServerLogin(new OAuth(OAuthSettings.defaults().withUserWait(wait),
                new WatchedTokenStore(folder.open(), redaction), user, terminal.clock()), grant, options.login);
    }

    private static void show(Terminal terminal, URI address, Duration wait) {
        terminal.err().println("The server wants somebody to log in at " + address.getHost()
                + ". Open this in a browser on this machine:");
        terminal.err().println();
        terminal.err().println("  " + address.toASCIIString());
        terminal.err().println();
        terminal.err().println("Waiting for the browser to come back, " + wait.toSeconds() + " s at most …");
    }

    HttpAuthorizer authorizer(URI server) {
        if (oauth == null) {
            return HttpAuthorizer.NONE;
        }
        HttpAuthorizer authorizer = oauth.authorizer(server, grant);
        return asks ? authorizer : new KeptLogin(authorizer);
    }

    @Override
    public void close() {
        if (oauth != null) {
            oauth.close();
        }
    }
}
