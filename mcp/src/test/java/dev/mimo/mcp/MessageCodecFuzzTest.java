package dev.mimo.mcp;

import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class MessageCodecFuzzTest {
    private final MessageCodec codec = new MessageCodec(16);

    @Property(tries = 2000)
    void whatever_comes_is_a_message_or_an_error(@ForAll("wires") byte[] wire) {
        check(wire);
    }

    @Tag("long")
    @Property(tries = 300_000)
    void whatever_comes_is_a_message_or_an_error_for_long(@ForAll("wires") byte[] wire) {
        check(wire);
    }

    @Property
    void what_is_written_is_read_again(@ForAll("messages") String text) {
        if (codec.decode(text.getBytes(UTF_8)) instanceof DecodedMessage.Valid(Message message)) {
            byte[] written = codec.encode(message);

            assertThat(codec.decode(written)).isEqualTo(new DecodedMessage.Valid(message));
            assertThat(new String(written, UTF_8)).doesNotContain("\n");
        }
    }

    @Property
    void an_id_comes_back_as_it_was_or_not_at_all(@ForAll("ids") String id) {
        String text = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":7}";

        DecodedMessage.Malformed malformed = (DecodedMessage.Malformed) codec.decode(text.getBytes(UTF_8));

        String answer = new String(codec.encode(malformed.answer()), UTF_8);
        boolean wellFormed = id.matches("-?[0-9]{1,19}|\"[a-zA-Z]*\"") && !id.equals("-0");
        if (wellFormed) {
            assertThat(answer).contains("\"id\":" + id + ",");
        } else if (id.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?") && isLong(new BigDecimal(id))) {
            // a whole number, in whatever way it is written
            assertThat(answer).contains("\"id\":" + new BigDecimal(id).longValueExact() + ",");
        } else {
            assertThat(answer).containsAnyOf("\"id\":null", "\"id\":0", "\"id\":\"\\u0000\"");
        }
    }

    private static boolean isLong(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0 && number.toBigInteger().bitLength() < Long.SIZE;
    }

    private void check(byte[] wire) {
        switch (codec.decodeAll(wire)) {
            case ReceivedMessages.One(DecodedMessage one) -> check(one);
            case ReceivedMessages.Batch(List<DecodedMessage> parts) -> {
                assertThat(parts).isNotEmpty();
                parts.forEach(this::check);
            }
        }
    }

    private void check(DecodedMessage decoded) {
        if (decoded instanceof DecodedMessage.Malformed malformed) {
            assertThat(malformed.error().code()).isIn(RpcError.PARSE_ERROR, RpcError.INVALID_REQUEST,
                    RpcError.INVALID_PARAMS);
            assertThat(codec.decode(codec.encode(malformed.answer())))
                    .isEqualTo(new DecodedMessage.Valid(malformed.answer()));
        }
    }

    @Provide
    Arbitrary<byte[]> wires() {
        return JsonTexts.wires();
    }

    @Provide
    Arbitrary<String> messages() {
        return JsonTexts.messages();
    }

    @Provide
    Arbitrary<String> ids() {
        return JsonTexts.ids();
    }
}
