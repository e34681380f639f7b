package dev.mimo.mcp.server.input;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.RpcException;
import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import dev.mimo.property.Size;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestStateCipherTest {
    private static final Map<String, ObjectNode> ANSWERS = Map.of("who", json("{\"action\":\"accept\"}"));

    private final RequestStateCipher sealed = new RequestStateCipher(Clock.systemUTC(), Duration.ofMinutes(10), 4096);

    @Property(tries = 500)
    void any_character_changed_is_refused(@ForAll @IntRange(max = 10_000) int at,
            @ForAll @IntRange(min = ' ', max = '~') int other) {
        String state = sealed.seal(binding("{\"a\":1}"), ANSWERS);
        int place = at % state.length();
        String tampered = state.substring(0, place) + (char) other + state.substring(place + 1);

        if (tampered.equals(state)) {
            assertThat(sealed.open(binding("{\"a\":1}"), tampered)).isEqualTo(ANSWERS);
        } else {
            assertThatThrownBy(() -> sealed.open(binding("{\"a\":1}"), tampered)).isInstanceOf(RpcException.class);
        }
    }

    @Property(tries = 300)
    void anything_added_or_cut_is_refused(@ForAll @Size(min = 1, max = 20) String more,
            @ForAll @IntRange(min = 1, max = 10_000) int cut) {
        String state = sealed.seal(binding("{}"), ANSWERS);

        assertThatThrownBy(() -> sealed.open(binding("{}"), state + more)).isInstanceOf(RpcException.class);
        assertThatThrownBy(() -> sealed.open(binding("{}"), more + state)).isInstanceOf(RpcException.class);
        assertThatThrownBy(() -> sealed.open(binding("{}"), state.substring(cut % state.length() + 1)))
                .isInstanceOf(RpcException.class);
        assertThatThrownBy(() -> sealed.open(binding("{}"), state.substring(0, cut % state.length())))
                .isInstanceOf(RpcException.class);
    }

    @Test
    void the_order_of_members_and_what_changes_between_rounds_make_no_difference() {
        String state = sealed.seal(binding("{\"a\":{\"x\":1,\"y\":[2]},\"b\":3}"), ANSWERS);

        assertThat(sealed.open(binding("{\"b\":3,\"a\":{\"y\":[2],\"x\":1},\"_meta\":{\"p\":1},"
                + "\"inputResponses\":{},\"requestState\":\"s\"}"), state)).isEqualTo(ANSWERS);
    }

    @Test
    void a_state_opens_for_nothing_else() {
        String state = sealed.seal(binding("{}"), ANSWERS);

        for (RequestStateCipher.Binding other : new RequestStateCipher.Binding[]{binding("{\"a\":1}"),
                new RequestStateCipher.Binding("another", "tools/call", json("{}")),
                new RequestStateCipher.Binding("me", "prompts/get", json("{}"))}) {
            assertThatThrownBy(() -> sealed.open(other, state)).isInstanceOf(RpcException.class);
        }
        assertThatThrownBy(() -> new RequestStateCipher(Clock.systemUTC(), Duration.ofMinutes(10), 4096)
                .open(binding("{}"), state)).isInstanceOf(RpcException.class);
    }

    @Test
    void more_answers_than_fit_are_refused() {
        assertThatThrownBy(() -> sealed.seal(binding("{}"), Map.of("a", json("{\"t\":\"" + "x".repeat(5000) + "\"}"))))
                .isInstanceOf(RpcException.class).hasMessageContaining("4096");
        assertThatThrownBy(() -> sealed.open(binding("{}"), "A".repeat(1_000_000))).isInstanceOf(RpcException.class);
    }

    private static RequestStateCipher.Binding binding(String params) {
        return new RequestStateCipher.Binding("me", "tools/call", json(params));
    }

    private static ObjectNode json(String text) {
        return Json.parseObject(text, JsonLimits.defaults());
    }
}
