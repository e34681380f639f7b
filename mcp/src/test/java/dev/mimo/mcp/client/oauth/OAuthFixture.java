package dev.mimo.mcp.client.oauth;

import dev.mimo.TestClock;
import dev.mimo.mcp.client.http.Authoriser;
import dev.mimo.mcp.client.oauth.token.InMemoryTokenStore;
import dev.mimo.mcp.client.oauth.token.TokenStore;
import dev.mimo.mcp.client.oauth.web.AuthorisationException;
import dev.mimo.mcp.client.oauth.web.AuthorisationException.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// What the scenarios share: an issuer, a resource that it protects, and a client that has neither seen.
class OAuthFixture {
    static final OAuthSettings SETTINGS = new OAuthSettings(Duration.ofSeconds(5), 256 * 1024, Duration.ofSeconds(10),
            Duration.ofSeconds(30), 3, false);

    private final List<AutoCloseable> open = new ArrayList<>();
    final TestClock clock = new TestClock(Instant.now());
    TokenStore store = new InMemoryTokenStore();
    TestIssuer issuer = opened(new TestIssuer());
    TestResource resource = opened(new TestResource(issuer));

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    /// Another issuer, and a resource that it protects.
    void issuedBy(TestIssuer other) {
        issuer = opened(other);
        resource = opened(new TestResource(issuer));
    }

    OAuth oauth(UserAgent userAgent) {
        return opened(new OAuth(SETTINGS, store, userAgent, clock));
    }

    Authoriser client(Grant grant) {
        return oauth(new HeadlessUserAgent()).authoriser(resource.server(), grant);
    }

    Authoriser client() {
        return client(new Grant.Consent(ClientProfile.named("Mimo")));
    }

    int call(Authoriser client) throws InterruptedException {
        return resource.call(client, "tools/list");
    }

    AuthorisationException refused(Authoriser client, Problem problem) {
        AuthorisationException refused = refusal(client);
        assertThat(refused.problem()).as(refused.getMessage()).isEqualTo(problem);
        return refused;
    }

    AuthorisationException refusal(Authoriser client) {
        return catchThrowableOfType(AuthorisationException.class, () -> call(client));
    }
}
