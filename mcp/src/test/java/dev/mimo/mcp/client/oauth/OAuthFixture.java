package dev.mimo.mcp.client.oauth;

import dev.mimo.TestClock;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.oauth.token.InMemoryTokenStore;
import dev.mimo.mcp.client.oauth.token.TokenStore;
import dev.mimo.mcp.client.oauth.web.AuthorizationException;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
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

    HttpAuthorizer client(Grant grant) {
        return oauth(new HeadlessUserAgent()).authorizer(resource.server(), grant);
    }

    HttpAuthorizer client() {
        return client(new Grant.Consent(OAuthClientProfile.named("Mimo")));
    }

    int call(HttpAuthorizer client) throws InterruptedException {
        return resource.call(client, "tools/list");
    }

    AuthorizationException refused(HttpAuthorizer client, Problem problem) {
        AuthorizationException refused = refusal(client);
        assertThat(refused.problem()).as(refused.getMessage()).isEqualTo(problem);
        return refused;
    }

    AuthorizationException refusal(HttpAuthorizer client) {
        return catchThrowableOfType(AuthorizationException.class, () -> call(client));
    }
}
