package dev.mimo.mcp.client.oauth.web;

import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AuthChallengeTest {

    @Test
    void schemes_and_names_have_no_case_and_values_keep_theirs() {
        assertThat(AuthChallenge.of(List.of("bEARER Scope=\"A b\", RESOURCE_METADATA=https")))
                .containsExactly(new AuthChallenge("bearer", Map.of("scope", "A b", "resource_metadata", "https")));
    }

    @Test
    void several_challenges_may_share_a_header() {
        assertThat(
                AuthChallenge.of(List.of("Basic realm=\"a, b=\\\"c\\\"\", DPoP algs=\"ES256 RS256\", error=x, Bearer",
                        "Negotiate YWJj==, Bearer scope=a")))
                .containsExactly(
                        new AuthChallenge("basic", Map.of("realm", "a, b=\"c\"")),
                        new AuthChallenge("dpop", Map.of("algs", "ES256 RS256", "error", "x")),
                        new AuthChallenge("bearer", Map.of()), new AuthChallenge("negotiate", Map.of()),
                        new AuthChallenge("bearer", Map.of("scope", "a")));
    }

    @Test
    void spaces_around_the_equals_sign_and_empty_elements_are_let_through() {
        assertThat(AuthChallenge.of(List.of(" , Bearer  scope = \"a\" ,, error\t=\tb,")))
                .containsExactly(new AuthChallenge("bearer", Map.of("scope", "a", "error", "b")));
    }

    @Test
    void of_a_parameter_given_twice_the_first_counts() {
        assertThat(AuthChallenge.of(List.of("Bearer scope=a, scope=b")))
                .containsExactly(new AuthChallenge("bearer", Map.of("scope", "a")));
    }

    @Test
    void a_value_that_does_not_end_ends_with_the_header() {
        assertThat(AuthChallenge.of(List.of("Bearer scope=\"a\\")))
                .containsExactly(new AuthChallenge("bearer", Map.of("scope", "a\\")));
    }

    @Test
    void what_a_server_wants_is_taken_from_bearer_and_dpop_alone() {
        RequiredAuthorization demand = RequiredAuthorization.of(HttpHeaders.of(Map.of("WWW-Authenticate",
                List.of("Basic scope=no, DPoP error=\"use_dpop_nonce\"", "Bearer scope=\" a  b a\", error=e"),
                "DPoP-Nonce", List.of("n")), (_, _) -> true));

        assertThat(demand.bearer()).isTrue();
        assertThat(demand.dpop()).isTrue();
        assertThat(demand.scopes()).containsExactly("a", "b");
        assertThat(demand.errors()).containsExactly("use_dpop_nonce", "e");
        assertThat(demand.nonce()).isEqualTo("n");
        assertThat(demand.metadata()).isNull();
    }

    @Test
    void without_a_challenge_a_bearer_token_will_do() {
        RequiredAuthorization demand = RequiredAuthorization.of(HttpHeaders.of(Map.of(), (_, _) -> true));

        assertThat(demand.bearer()).isTrue();
        assertThat(demand.dpop()).isFalse();
    }

    @Property
    void what_is_written_is_read(@ForAll("challenges") List<AuthChallenge> challenges) {
        String header = challenges.stream().map(AuthChallengeTest::written).collect(Collectors.joining(", "));

        assertThat(AuthChallenge.of(List.of(header))).isEqualTo(challenges);
    }

    @Property
    void whatever_comes_is_read_to_its_end(@ForAll("headers") List<String> headers) {
        assertThat(AuthChallenge.of(headers)).hasSizeLessThanOrEqualTo(32);
    }

    @Property
    void whatever_looks_like_a_challenge_is_read_to_its_end(@ForAll("confusing") String header) {
        assertThat(AuthChallenge.of(List.of(header))).allSatisfy(
                challenge -> assertThat(challenge.scheme()).isEqualTo(challenge.scheme().toLowerCase(Locale.ROOT)));
    }

    @Provide
    Arbitrary<List<AuthChallenge>> challenges() {
        Arbitrary<String> names = Arbitraries.strings().withCharRange('a', 'z').withChars("-_!~").ofMinLength(1)
                .ofMaxLength(8);
        Arbitrary<String> values = Arbitraries.strings().withCharRange(' ', '~').withChars("\"\\,= ").ofMaxLength(12);
        Arbitrary<Map<String, String>> parameters = Arbitraries.maps(names, values, 4);
        Arbitrary<AuthChallenge> challenge =
                choices -> new AuthChallenge(names.draw(choices), parameters.draw(choices));
        return challenge.list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> headers() {
        return Arbitraries.strings().list();
    }

    @Provide
    Arbitrary<String> confusing() {
        return Arbitraries.of("Bearer", " ", ",", "=", "\"", "\\", "a", "b68==", "scope", "\t", "ü", "Basic YQ==")
                .list().ofMaxSize(30).map(parts -> String.join("", parts));
    }

    private static String written(AuthChallenge challenge) {
        List<String> parameters = new ArrayList<>();
        challenge.parameters().forEach((name, value) -> parameters
                .add(name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
        return challenge.scheme() + " " + String.join(", ", parameters);
    }
}
