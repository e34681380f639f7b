package dev.mimo.call;

import dev.mimo.json.JsonLimits;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RequestJsonTest {
    @Test
    void a_fault_is_refused_by_its_field_and_one_of_the_whole_by_the_body() {
        assertThat(refusal("{\"a\":[1e999]}", 1000)).isInstanceOfSatisfying(Refusal.Invalid.class, invalid -> {
            assertThat(invalid.detail()).isEqualTo("The field 'a[0]' is a number beyond every finite one.");
            assertThat(invalid.problems()).extracting(Refusal.FieldProblem::field).containsExactly("a[0]");
        });
        assertThat(refusal("[]", 1000).detail()).isEqualTo("The field 'body' must be a JSON object.");
    }

    @Test
    void a_text_beyond_the_limit_is_too_large() {
        assertThat(refusal("{\"a\":1}", 5)).isInstanceOfSatisfying(Refusal.TooLarge.class,
                large -> assertThat(large.detail()).isEqualTo("The field 'body' is larger than 5 bytes."));
    }

    private static Refusal refusal(String json, int bytesMax) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> RequestJson.object(
                json.getBytes(StandardCharsets.UTF_8), JsonLimits.defaults().withBytesMax(bytesMax)));
        assertThat(refused).isNotNull();
        return refused.refusal();
    }
}
