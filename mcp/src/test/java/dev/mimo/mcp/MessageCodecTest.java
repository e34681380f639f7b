package dev.mimo.mcp;

import dev.mimo.json.Json;
import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MessageCodecTest {
    private static final String VALID =
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/call\",\"params\":{\"name\":\"x\",\"n\":[1,{}]}}";
    private final MessageCodec codec = new MessageCodec(16);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"jsonrpc":"2.0","id":1,"method":"m"                               | -32700 |
            garbage                                                            | -32700 |
            [{"jsonrpc":"2.0","id":1,"method":"m"}]                            | -32600 |
            []                                                                 | -32600 |
            7                                                                  | -32600 |
            {"jsonrpc":"2.0","id":null,"method":"m"}                           | -32600 |
            {"jsonrpc":"2.0","id":1.5,"method":"m"}                            | -32600 |
            {"jsonrpc":"2.0","id":{},"method":"m"}                             | -32600 |
            {"jsonrpc":"2.0","id":true,"method":"m"}                           | -32600 |
            {"jsonrpc":"2.0","id":99999999999999999999,"method":"m"}           | -32600 |
            {"jsonrpc":"1.0","id":1,"method":"m"}                              | -32600 | 1
            {"id":1,"method":"m"}                                              | -32600 | 1
            {"jsonrpc":"2.0","id":1,"method":7}                                | -32600 | 1
            {"jsonrpc":"2.0","id":1}                                           | -32600 | 1
            {"jsonrpc":"2.0","id":1,"result":{},"error":{}}                    | -32600 | 1
            {"jsonrpc":"2.0","id":1,"method":"m","params":[1]}                 | -32602 | 1
            {"jsonrpc":"2.0","id":1,"method":"m","method":"n"}                 | -32600 | 1
            {"jsonrpc":"2.0","id":1,"id":2,"method":"m"}                       | -32600 |
            {"jsonrpc":"2.0","method":"m","params":{"a":"\\udc00"},"id":1}     | -32600 | 1
            """)
    void a_broken_message_gets_its_error_and_its_id(String text, int code, @Nullable Long id) {
        DecodedMessage decoded = decode(text);

        assertThat(decoded).isInstanceOfSatisfying(DecodedMessage.Malformed.class, malformed -> {
            assertThat(malformed.error().code()).isEqualTo(code);
            assertThat(malformed.id()).isEqualTo(id == null ? null : new RequestId.Whole(id));
        });
    }

    @Test
    void ids_are_text_or_whole_numbers_and_come_back_as_they_were() {
        for (String id : new String[]{"\"\"", "\"7\"", "7", "-1", "9223372036854775807"}) {
            String text = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"m\"}";
            DecodedMessage.Valid valid = (DecodedMessage.Valid) decode(text);
            assertThat(new String(codec.encode(valid.message()), StandardCharsets.UTF_8)).isEqualTo(text);
        }
    }

    @Test
    void an_id_is_repeated_by_its_answer_and_so_has_a_bound() {
        String most = "i".repeat(McpLimits.ID_CHARS_MAX);

        assertThat(decode("{\"jsonrpc\":\"2.0\",\"id\":\"" + most + "\",\"method\":\"m\"}"))
                .isInstanceOf(DecodedMessage.Valid.class);
        assertThat(decode("{\"jsonrpc\":\"2.0\",\"id\":\"" + "i".repeat(3_000_000) + "\",\"method\":\"m\"}"))
                .isInstanceOfSatisfying(DecodedMessage.Malformed.class, malformed -> {
                    assertThat(malformed.id()).isNull();
                    assertThat(malformed.error().code()).isEqualTo(RpcError.INVALID_REQUEST);
                    assertThat(codec.encode(malformed.answer())).hasSizeLessThan(500);
                });
    }

    @Test
    void a_message_without_an_id_is_a_notification_even_with_odd_parameters() {
        assertThat(decode("{\"jsonrpc\":\"2.0\",\"method\":\"n\",\"params\":[]}"))
                .isInstanceOfSatisfying(DecodedMessage.Valid.class,
                        valid -> assertThat(valid.message()).isInstanceOf(Message.Notification.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"jsonrpc\":\"2.0\",\"id\":0.0,\"method\":\"m\",\"params\":null}",
            "\uFEFF{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"m\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":0e0,\"method\":\"m\"}"})
    void what_clients_write_in_other_words_is_understood(String text) {
        assertThat(decode(text)).isEqualTo(new DecodedMessage.Valid(
                new Message.Request(new RequestId.Whole(0), "m", Json.object())));
    }

    @Test
    void an_answer_under_an_id_that_is_written_with_a_fraction_is_an_answer_to_that_id() {
        assertThat(decode("{\"jsonrpc\":\"2.0\",\"id\":7.0,\"result\":{}}")).isEqualTo(
                new DecodedMessage.Valid(new Message.Result(new RequestId.Whole(7), Json.object())));
        assertThat(decode("{\"jsonrpc\":\"2.0\",\"id\":7.5,\"method\":\"m\"}"))
                .isInstanceOf(DecodedMessage.Malformed.class);
    }

    @Test
    void what_is_quoted_in_an_error_is_short() {
        assertThat(RpcException.methodNotFound("\uD83D\uDE00".repeat(1_000_000)).error().message().length())
                .isLessThan(2_000);
    }

    @Test
    void answers_are_told_from_calls() {
        assertThat(decode("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":1}}"))
                .isInstanceOfSatisfying(DecodedMessage.Valid.class,
                        valid -> assertThat(valid.message()).isInstanceOf(Message.Result.class));
        assertThat(decode("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-1,\"message\":\"m\"}}"))
                .isInstanceOfSatisfying(DecodedMessage.Valid.class,
                        valid -> assertThat(valid.message()).isInstanceOf(Message.Failure.class));
    }

    @Test
    void an_error_without_an_id_says_null() {
        Message.Failure failure = new Message.Failure(null, RpcError.of(-32700, "no"));

        assertThat(new String(codec.encode(failure), StandardCharsets.UTF_8))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"no\"}}");
    }

    @Property
    void a_message_with_one_byte_changed_is_still_answered_or_understood(@ForAll @IntRange(max = 1000) int at,
            @ForAll byte changed) {
        byte[] text = VALID.getBytes(StandardCharsets.UTF_8);
        text[at % text.length] = changed;

        DecodedMessage decoded = codec.decode(text);

        if (decoded instanceof DecodedMessage.Valid(Message message)) {
            assertThat(codec.decode(codec.encode(message))).isEqualTo(decoded);
        } else {
            assertThat(((DecodedMessage.Malformed) decoded).error().code()).isBetween(-32700, -32600);
        }
    }

    private DecodedMessage decode(String text) {
        return codec.decode(text.strip().getBytes(StandardCharsets.UTF_8));
    }
}
