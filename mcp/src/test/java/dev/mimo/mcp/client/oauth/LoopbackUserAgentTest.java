package dev.mimo.mcp.client.oauth;

import dev.mimo.mcp.client.oauth.UserAgent.Visit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LoopbackUserAgentTest extends OAuthFixture {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final URI LOGIN = URI.create("https://issuer/authorize?state=st%2Bate");

    @Test
    void a_browser_goes_to_the_server_and_comes_back() throws Exception {
        List<Integer> pages = new ArrayList<>();
        UserAgent browser = new LoopbackUserAgent(address -> Thread.ofVirtual().start(() -> {
            URI back = URI.create(get(address).headers().firstValue("Location").orElseThrow());
            synchronized (pages) {
                pages.add(get(back).statusCode());
            }
        }));

        assertThat(call(oauth(browser).authorizer(resource.server(),
                new Grant.Consent(OAuthClientProfile.named("Mimo"))))).isEqualTo(200);
        assertThat(issuer.authorizations().getFirst().query().get("redirect_uri"))
                .matches("http://127\\.0\\.0\\.1:[0-9]+/callback");
    }

    @Test
    void what_does_not_carry_the_state_ends_nothing() throws Exception {
        try (Visit visit = new LoopbackUserAgent(address -> {}).prepare(null)) {
            Thread.ofVirtual().start(() -> {
                awaitListening(visit.redirect());
                for (String other : List.of("?code=x", "?code=x&state=other", "?code=x&state=st%2Bate&state=st%2Bate",
                        "")) {
                    assertThat(get(URI.create(visit.redirect() + other)).statusCode()).isEqualTo(404);
                }
                assertThat(get(visit.redirect().resolve("/other?state=st%2Bate")).statusCode()).isEqualTo(404);
                assertThat(post(URI.create(visit.redirect() + "?state=st%2Bate"))).isEqualTo(404);
                get(URI.create(visit.redirect() + "?state=st%2Bate&code=right"));
            });

            assertThat(visit.carry(LOGIN, LONG)).isEqualTo(URI.create(visit.redirect() + "?state=st%2Bate&code=right"));
        }
    }

    @Test
    void the_wait_ends_and_the_port_is_free_again() throws Exception {
        URI redirect;
        try (Visit visit = new LoopbackUserAgent(address -> {}).prepare(null)) {
            redirect = visit.redirect();
            assertThat(visit.carry(LOGIN, Duration.ofMillis(20))).isNull();
        }
        try (Visit again = new LoopbackUserAgent(address -> {}).prepare(redirect)) {
            assertThat(again.redirect()).isEqualTo(redirect);
        }
    }

    @Test
    void a_port_that_is_taken_is_replaced_and_the_rest_kept() throws Exception {
        UserAgent browser = new LoopbackUserAgent(address -> {});
        try (Visit first = browser.prepare(null)) {
            URI wanted = URI.create("http://localhost:" + first.redirect().getPort() + "/back");
            try (Visit second = browser.prepare(wanted)) {
                assertThat(second.redirect().getPort()).isNotEqualTo(wanted.getPort());
                assertThat(second.redirect()).hasHost("localhost").hasPath("/back");
            }
        }
    }

    @Test
    void a_redirect_to_another_machine_cannot_be_received() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new LoopbackUserAgent(address -> {}).prepare(URI.create("https://app.example/cb")));
    }

    private static void awaitListening(URI redirect) {
        while (post(redirect) < 0) {
            Thread.onSpinWait();
        }
    }

    private static int post(URI address) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).POST(BodyPublishers.noBody()).build(),
                    BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<Void> get(URI address) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Objects.requireNonNull(
                    client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
