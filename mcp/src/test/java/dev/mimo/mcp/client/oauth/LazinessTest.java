package dev.mimo.mcp.client.oauth;

import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpAuthorizer.Sending;
import dev.mimo.mcp.client.oauth.token.InMemoryTokenStore;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Whoever meets no lock does not pay for keys.
class LazinessTest {

    @Test
    void the_library_is_not_loaded_before_a_server_asks_for_a_credential() throws Exception {
        Process child = new ProcessBuilder(Path.of(property("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout", "-cp", property("java.class.path"), Unlocked.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String loaded = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).isZero();
        assertThat(loaded).contains("dev.mimo.mcp.client.oauth.OAuthAuthorizer").doesNotContain("com.nimbusds",
                "net.minidev", "jdk.internal.net.http.HttpClientImpl", "com.sun.net.httpserver.HttpServer");
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name));
    }

    /// One exchange with a server that wants nothing.
    static final class Unlocked {
        private Unlocked() {}

        public static void main(String[] arguments) throws InterruptedException {
            URI server = URI.create("https://example.com/mcp");
            try (OAuth oauth = new OAuth(OAuthSettings.defaults(), new InMemoryTokenStore(),
                    new LoopbackUserAgent(address -> {}), Clock.systemUTC())) {
                HttpAuthorizer client = oauth.authorizer(server, new Grant.Consent(OAuthClientProfile.named("Mimo")));
                Sending sending = new Sending("POST", server, "ping", 1);
                client.headers(sending);
                client.answered(sending, 200, HttpHeaders.of(Map.of(), (_, _) -> true));
            }
        }
    }
}
