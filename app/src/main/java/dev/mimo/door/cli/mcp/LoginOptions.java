package dev.mimo.door.cli.mcp;

import dev.mimo.mcp.client.oauth.OAuthClientProfile;
import dev.mimo.mcp.client.oauth.token.ClientRegistration;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.web.SsrfPolicy;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is said on the command line about logging in.
final class LoginOptions {
    private static final int WAIT_MAX = 3600;

    @Option(names = "--login",
            description = "Log in when the server asks for it: an address to open in a browser is printed. The login "
                    + "is kept, and used without this option too.")
    boolean login;

    @Option(names = "--login-wait", paramLabel = "SECONDS", description = "For you to log in; 300 if not given.")
    int wait = 300;

    @Option(names = "--client-id", paramLabel = "ID",
            description = "The client that you registered by hand with the authorization server of --issuer.")
    @Nullable
    String clientId;

    @Option(names = "--issuer", paramLabel = "URL",
            description = "The authorization server that --client-id is for, as it writes itself; no other is told.")
    @Nullable
    String issuer;

    @Option(names = "--client-secret-env", paramLabel = "NAME",
            description = "The variable that holds this client's secret, if it has one.")
    @Nullable
    String secretVariable;

    @Option(names = "--client-metadata", paramLabel = "URL",
            description = "The document about this client, for servers that read such in place of registration.")
    @Nullable
    String document;

    @Option(names = "--redirect-uri", paramLabel = "URL",
            description = "Where the browser comes back to, on this machine, if the server insists on one.")
    @Nullable
    String redirect;

    boolean anyGiven() {
        return login || clientId != null || issuer != null || secretVariable != null || document != null
                || redirect != null;
    }

    Duration waiting() {
        if (wait < 1 || wait > WAIT_MAX) {
            throw Refusal.invalid("--login-wait", "must lie between 1 and " + WAIT_MAX,
                    "Give it in seconds, for instance --login-wait 600.");
        }
        return Duration.ofSeconds(wait);
    }

    /// Who Mimo is to authorization servers.
    ///
    /// @throws RefusedException when it cannot be that
    OAuthClientProfile client() {
        if ((clientId == null) != (issuer == null)) {
            throw Refusal.invalid("--client-id", "and --issuer belong together",
                    "Say which client it is, and which authorization server knows it.");
        }
        Secret secret = secret();
        List<ClientRegistration> registered = clientId == null || issuer == null
                ? List.of()
                : List.of(ClientRegistration.known(issuer, clientId, secret));
        try {
            return new OAuthClientProfile("Mimo", uri("--client-metadata", document), registered, redirect());
        } catch (IllegalArgumentException _) {
            throw Refusal.invalid("--client-metadata", "must be an https address with a path",
                    "Write it like https://example.com/client.json.");
        }
    }

    private @Nullable URI redirect() {
        URI uri = uri("--redirect-uri", redirect);
        if (uri != null && !("http".equals(uri.getScheme()) && SsrfPolicy.isLoopback(uri))) {
            throw Refusal.invalid("--redirect-uri", "does not lead to this machine",
                    "Write it like http://127.0.0.1:3000/callback.");
        }
        return uri;
    }

    /// Absent when no variable is named.
    @Nullable
    Secret secret() {
        if (secretVariable == null) {
            return null;
        }
        String value = System.getenv(secretVariable);
        if (clientId == null || value == null || value.isEmpty()) {
            throw Refusal.invalid("--client-secret-env", clientId == null
                    ? "needs --client-id"
                    : "names '" + secretVariable + "', which this shell does not have",
                    "Put the secret into a variable, and name that variable: --client-id ID --client-secret-env NAME.");
        }
        return new Secret(value);
    }

    private static @Nullable URI uri(String option, @Nullable String typed) {
        try {
            return typed == null ? null : URI.create(typed);
        } catch (IllegalArgumentException _) {
            throw Refusal.invalid(option, "is not an address", "Write it in full, from its http on.");
        }
    }
}
