package dev.mimo.door.http;

import dev.mimo.door.http.Route.RouteHandler;
import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RouterTest {
    private static final RouteHandler NOTHING = exchange -> exchange.answer(204);

    private final Router router = new Router(List.of(
            Route.of("GET", "/v1/memories/{id}", NOTHING),
            Route.of("DELETE", "/v1/memories/{id}", NOTHING),
            Route.of("POST", "/v1/memories/batch", NOTHING),
            Route.of("GET", "/v1/memories", NOTHING),
            Route.of("GET", "/v1/{kind}/all", NOTHING),
            Route.of("GET", "/", NOTHING)));

    @Test
    void a_path_finds_its_route_and_its_values() {
        assertThat(found("GET", "v1", "memories", "01J")).isEqualTo("GET /v1/memories/{id} {id=01J}");
        assertThat(found("GET", "v1", "memories")).isEqualTo("GET /v1/memories {}");
        assertThat(found("GET", "")).isEqualTo("GET / {}");
        assertThat(found("HEAD", "v1", "memories")).isEqualTo("GET /v1/memories {}");
        assertThat(found("POST", "v1", "memories", "batch")).isEqualTo("POST /v1/memories/batch {}");
    }

    @Test
    void the_more_exact_template_wins() {
        assertThat(found("GET", "v1", "memories", "all")).isEqualTo("GET /v1/memories/{id} {id=all}");
        assertThat(found("GET", "v1", "facts", "all")).isEqualTo("GET /v1/{kind}/all {kind=facts}");
    }

    @Test
    void a_literal_that_lacks_the_method_leaves_it_to_the_template() {
        assertThat(found("GET", "v1", "memories", "batch")).isEqualTo("GET /v1/memories/{id} {id=batch}");
    }

    @Test
    void a_slash_at_the_end_is_passed_over_where_no_value_is_missing_behind_it() {
        assertThat(found("GET", "v1", "facts", "all", "")).isEqualTo("GET /v1/{kind}/all {kind=facts}");
        assertThat(router.find("PUT", List.of("v1", "facts", "all", ""))).isInstanceOf(Router.Match.WrongMethod.class);
        assertThat(router.find("GET", List.of("v1", "memories", ""))).isEqualTo(new Router.Match.NoRoute());
        assertThat(router.find("GET", List.of("v1", "facts", "all", "", ""))).isEqualTo(new Router.Match.NoRoute());
    }

    @Test
    void a_stream_has_no_head() {
        Router streams = new Router(List.of(Route.of("GET", "/events", NOTHING).on(Route.Entry.STREAM)));

        assertThat(streams.find("HEAD", List.of("events"))).isEqualTo(new Router.Match.WrongMethod(Set.of("GET")));
    }

    @Test
    void a_known_path_says_which_methods_it_takes() {
        assertThat(router.find("PUT", List.of("v1", "memories", "x")))
                .isEqualTo(new Router.Match.WrongMethod(new java.util.TreeSet<>(List.of("DELETE", "GET", "HEAD"))));
        assertThat(router.find("PUT", List.of("v1", "memories", "batch")))
                .isEqualTo(new Router.Match.WrongMethod(
                        new java.util.TreeSet<>(List.of("DELETE", "GET", "HEAD", "POST"))));
    }

    @Test
    void an_empty_segment_is_no_value() {
        assertThat(router.find("GET", List.of("v1", "memories", ""))).isEqualTo(new Router.Match.NoRoute());
    }

    @Test
    void two_routes_for_the_same_requests_are_a_bug() {
        assertThatThrownBy(() -> new Router(List.of(Route.of("GET", "/a/{b}", NOTHING),
                Route.of("GET", "/a/{c}", NOTHING)))).hasMessageContaining("two routes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "/v1/", "/v1//x", "/v1/{}", "/v1/{a}/{a}", "/v1/a b", "/v1/{a}b",
            "/*"})
    void what_is_no_template_is_a_bug(String text) {
        assertThatThrownBy(() -> PathTemplate.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void any_value_comes_back_as_it_was(@ForAll("values") String value) {
        if (router.find("DELETE", List.of("v1", "memories", value)) instanceof Router.Match.Found found) {
            assertThat(found.values()).isEqualTo(Map.of("id", value));
        } else {
            assertThat(value).isEmpty();
        }
    }

    @Property
    void no_path_is_more_than_the_router_can_bear(@ForAll("paths") List<String> path) {
        assertThat(router.find("GET", path)).isNotNull();
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings().ofMaxLength(8);
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return Arbitraries.strings().withChars("v1memoris{}/.").ofMaxLength(8).list().ofMinSize(1).ofMaxSize(6);
    }

    private String found(String method, String... path) {
        Router.Match match = router.find(method, List.of(path));
        assertThat(match).isInstanceOf(Router.Match.Found.class);
        Router.Match.Found found = (Router.Match.Found) match;
        return found.route().method() + " " + found.route().path() + " " + found.values();
    }
}
