package dev.mimo.mcp.client.oauth;

import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpAuthorizer.Sending;
import dev.mimo.mcp.client.http.HttpAuthorizer.Verdict;
import dev.mimo.mcp.client.oauth.TestServer.Reply;
import dev.mimo.mcp.client.oauth.token.InMemoryTokenStore;
import dev.mimo.mcp.client.oauth.web.AuthorizationException;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/// What happens to a credential while it is in use: it expires, is revoked, is too narrow, belongs to another issuer.
class WorkingTest extends OAuthFixture {

    @Test
    void nothing_is_done_for_a_server_that_asks_for_nothing() throws Exception {
        resource.http.on("/mcp", _ -> Reply.empty(200));

        assertThat(call(client())).isEqualTo(200);
        assertThat(resource.http.seen()).hasSize(1);
    }

    @Test
    void a_token_goes_to_no_other_origin() throws Exception {
        HttpAuthorizer client = client();
        call(client);

        assertThat(client.headers(new Sending("POST", URI.create(resource.http.origin() + "/other"), "", 1)))
                .isNotEmpty();
        for (String other : List.of("http://localhost:1/mcp", "http://127.0.0.1:1/mcp", "https://example.com/mcp",
                resource.server().toString().replace("http:", "https:"))) {
            Sending sending = new Sending("POST", URI.create(other), "", 1);
            assertThat(client.headers(sending)).isEmpty();
            HttpHeaders challenge = HttpHeaders.of(Map.of("WWW-Authenticate", List.of("Bearer")), (_, _) -> true);
            assertThat(client.answered(sending, 401, challenge)).isEqualTo(Verdict.PROCEED);
        }
        assertThat(issuer.authorizations()).hasSize(1);
    }

    @Test
    void a_token_is_not_got_for_a_server_in_the_clear() throws Exception {
        URI clear = URI.create("http://example.com/mcp");
        HttpAuthorizer client = oauth(new HeadlessUserAgent()).authorizer(clear,
                new Grant.Consent(OAuthClientProfile.named("Mimo")));
        Sending sending = new Sending("POST", clear, "", 1);
        client.headers(sending);

        AuthorizationException refused = org.assertj.core.api.Assertions.catchThrowableOfType(
                AuthorizationException.class,
                () -> client.answered(sending, 401, HttpHeaders.of(Map.of(), (_, _) -> true)));
        assertThat(refused.problem()).isEqualTo(Problem.ADDRESS_FORBIDDEN);
    }

    @Test
    void a_token_about_to_expire_is_refreshed_before_it_is_sent_and_the_refresh_token_rotates() throws Exception {
        issuer.refreshTokens = true;
        issuer.rotates = true;
        HttpAuthorizer client = client();
        call(client);

        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(59).plusSeconds(45));
            assertThat(call(client)).isEqualTo(200);
        }
        assertThat(issuer.authorizations()).hasSize(1);
        assertThat(issuer.tokenRequests()).extracting(request -> request.form().get("grant_type"))
                .containsExactly("authorization_code", "refresh_token", "refresh_token", "refresh_token");
        Map<String, String> refresh = issuer.tokenRequests().getLast().form();
        assertThat(refresh).containsEntry("resource", resource.server().toString()).containsKey("client_id");
        assertThat(resource.http.seen("/mcp")).hasSize(5);
    }

    @Test
    void a_refresh_token_that_is_not_rotated_is_kept() throws Exception {
        issuer.refreshTokens = true;
        HttpAuthorizer client = client();
        call(client);
        issuer.refreshTokens = false;

        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofHours(1));
            assertThat(call(client)).isEqualTo(200);
        }
        assertThat(issuer.authorizations()).hasSize(1);
    }

    @Test
    void a_revoked_token_is_refreshed_once_and_then_the_user_is_asked_again() throws Exception {
        issuer.refreshTokens = true;
        HttpAuthorizer client = client();
        call(client);

        issuer.accepted.clear();
        assertThat(call(client)).isEqualTo(200);
        assertThat(issuer.authorizations()).hasSize(1);

        issuer.accepted.clear();
        issuer.refreshable.clear();
        assertThat(call(client)).isEqualTo(200);
        assertThat(issuer.authorizations()).hasSize(2);
    }

    @Test
    void a_refresh_that_only_failed_on_the_way_loses_nothing() throws Exception {
        issuer.refreshTokens = true;
        HttpAuthorizer client = client();
        call(client);
        issuer.token = _ -> Reply.empty(503);
        clock.advance(Duration.ofMinutes(59).plusSeconds(45));

        assertThat(call(client)).as("the old token has some seconds left").isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        refused(client, Problem.TOKEN_REFUSED);
        issuer.token = null;
        assertThat(call(client)).isEqualTo(200);
        assertThat(issuer.authorizations()).hasSize(1);
    }

    @Test
    void a_server_that_rejects_what_was_just_issued_is_not_asked_for_ever() {
        resource.accepts = _ -> false;

        refused(client(), Problem.REJECTED);
        assertThat(issuer.authorizations()).hasSize(1);
    }

    @Test
    void a_second_client_on_the_same_store_needs_no_user() throws Exception {
        call(client());
        call(client());

        assertThat(issuer.authorizations()).hasSize(1);
        assertThat(issuer.registrations()).hasSize(1);
    }

    @Test
    void another_clients_rotation_is_taken_over_instead_of_spoilt() throws Exception {
        issuer.refreshTokens = true;
        issuer.rotates = true;
        HttpAuthorizer one = client();
        HttpAuthorizer two = client();
        call(one);
        call(two);
        clock.advance(Duration.ofHours(1));

        assertThat(call(one)).isEqualTo(200);
        assertThat(call(two)).isEqualTo(200);
        assertThat(issuer.authorizations()).hasSize(1);
        assertThat(issuer.tokenRequests()).hasSize(2);
    }

    @Test
    void when_another_issuer_takes_over_nothing_of_the_old_one_is_shown_to_it() throws Exception {
        issuer.refreshTokens = true;
        issuer.clientId = "known-to-one-only";
        HttpAuthorizer client = client();
        call(client);
        TestIssuer two = opened(new TestIssuer());
        resource.issuedBy(two);
        resource.accepts = two.accepted::contains;

        assertThat(call(client)).isEqualTo(200);
        assertThat(two.registrations()).hasSize(1);
        assertThat(two.http.seen()).noneSatisfy(request -> assertThat(request.target() + request.body()
                + request.headers().values()).containsAnyOf("known-to-one-only", "refresh-", "registered-secret@1"));
        assertThat(issuer.tokenRequests()).as("the old issuer was not asked again").hasSize(1);
    }

    @Test
    void a_wider_scope_is_asked_for_together_with_what_was_asked_for_before() throws Exception {
        resource.metadata.putArray("scopes_supported").add("mcp:decoy");
        resource.challenge = "scope=\"mcp:basic\"";
        resource.answer = _ -> issuer.asked.getLast().contains("mcp:write")
                ? Reply.empty(200)
                : resource.refuse(403, "error=\"insufficient_scope\", scope=\"mcp:write\"");

        assertThat(call(client())).isEqualTo(200);
        assertThat(issuer.asked).containsExactly(Set.of("mcp:basic"), Set.of("mcp:basic", "mcp:write"));
    }

    @Test
    void a_scope_that_was_asked_for_and_not_given_ends_it() {
        resource.challenge = "scope=\"mcp:admin\"";
        resource.answer = _ -> resource.refuse(403, "error=\"insufficient_scope\", scope=\"mcp:admin\"");

        HttpAuthorizer client = client();
        refused(client, Problem.SCOPE_REFUSED);
        refused(client, Problem.SCOPE_REFUSED);
        assertThat(issuer.authorizations()).hasSize(1);
    }

    @Test
    void scopes_without_end_are_asked_for_three_times_at_most() {
        resource.answer = request -> resource.refuse(403, "error=\"insufficient_scope\", scope=\"more-"
                + issuer.asked.size() + "\"");

        refused(client(), Problem.SCOPE_REFUSED);
        assertThat(issuer.authorizations()).hasSize(3);
    }

    @Test
    void a_plain_refusal_is_the_callers() throws Exception {
        resource.answer = _ -> Reply.empty(403);

        assertThat(call(client())).isEqualTo(403);
        assertThat(issuer.authorizations()).hasSize(1);
    }

    @Test
    void many_refused_at_once_send_the_user_once() throws Exception {
        HttpAuthorizer client = client();

        assertThat(atOnce(16, () -> call(client))).containsOnly(200);
        assertThat(issuer.authorizations()).hasSize(1);
    }

    @Test
    void a_user_who_declines_is_not_asked_again_for_those_who_waited() throws Exception {
        CountDownLatch allRefused = new CountDownLatch(8);
        AtomicBoolean asked = new AtomicBoolean();
        UserAgent unwilling = new UserAgent() {
            @Override
            public Visit prepare(@Nullable URI preferred) {
                if (asked.getAndSet(true)) {
                    throw new IllegalStateException("asked twice");
                }
                return new Visit() {
                    @Override
                    public URI redirect() {
                        return URI.create("http://127.0.0.1:1/callback");
                    }

                    @Override
                    public @Nullable URI carry(URI authorization, Duration limit) throws InterruptedException {
                        allRefused.await();
                        return null;
                    }

                    @Override
                    public void close() {
                        // nothing to close
                    }
                };
            }
        };
        HttpAuthorizer client = oauth(unwilling).authorizer(resource.server(),
                new Grant.Consent(OAuthClientProfile.named("Mimo")));
        resource.http.on("/mcp", _ -> {
            allRefused.countDown();
            return resource.refuse(401, "");
        });

        List<Problem> problems = atOnce(8, () -> refusal(client).problem());
        assertThat(problems).containsOnly(Problem.USER_ABSENT);
    }

    @Test
    void an_answer_without_a_request_is_a_bug() {
        HttpAuthorizer client = client();

        assertThatIllegalStateException().isThrownBy(() -> client.answered(
                new Sending("POST", resource.server(), "", 1), 200, HttpHeaders.of(Map.of(), (_, _) -> true)));
    }

    @Test
    void nothing_secret_is_in_what_can_be_printed() throws Exception {
        issuer.refreshTokens = true;
        store = new InMemoryTokenStore();
        call(client());
        var registration = Objects.requireNonNull(store.registration(issuer.issuer));
        var key = new dev.mimo.mcp.client.oauth.token.TokenKey(issuer.issuer, resource.server().toString(),
                registration.clientId());
        var tokens = Objects.requireNonNull(store.tokens(key));

        assertThat(tokens.access().value()).contains("s3cret");
        assertThat(registration.toString() + tokens + key).doesNotContain("s3cret", "registered-secret");
        assertThat(new TokenClient.WithSecret("a", registration.secret() == null
                ? tokens.access()
                : registration.secret(), true).toString()).doesNotContain("secret]", "s3cret");
    }

    private static <T> List<T> atOnce(int many, Callable<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                running.add(threads.submit(call));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }
}
