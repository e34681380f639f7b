package dev.mimo.memory.operation;

import dev.mimo.Mimo;
import dev.mimo.Settings;
import dev.mimo.call.Operation.Call;
import dev.mimo.json.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// With the real model, which reads Latin letters. All else is left to words.
@SuppressWarnings("NullAway.Init") // set before each test
class UnreadableTextTest {
    @TempDir
    Path home;
    private Mimo mimo;

    @BeforeEach
    void open() {
        mimo = Mimo.open(Settings.load(home, Map.of(), Map.of("http.port", "0")), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        mimo.close();
    }

    @ParameterizedTest
    @CsvSource({"แมวของฉันชื่อมะลิ, แมวชื่ออะไร", "ድመቴ ሚሚ ትባላለች, ሚሚ", "ჩემს კატას ფისო ჰქვია, რა ჰქვია კატას",
            "मेरी बिल्ली का नाम मोती है, बिल्ली का नाम", "고양이 이름은 나비입니다, 고양이 이름이 뭐예요", "🎉🎂, 🎉",
            "اسم قطتي بسبس, قطتي",
            "我的猫叫小花, 猫叫什么", "Мою кошку зовут Мурка, как зовут кошку", "ខ្ញុំចូលចិត្តកាហ្វេ, កាហ្វេ", "החתול שלי, חתול"})
    void what_the_model_cannot_read_is_found_by_words_and_by_nothing_else(String text, String question) {
        remember("My grandmother bakes cabbage pies every Sunday");
        JsonNode receipt = remember(text);

        JsonNode asked = recall(question);
        JsonNode english = recall("Who bakes pies?");

        assertThat(receipt.path("indexed").asBoolean()).isTrue();
        assertThat(asked.path("pending").isMissingNode()).isTrue();
        assertThat(asked.path("degraded").isMissingNode()).isTrue();
        JsonNode first = asked.path("memories").get(0);
        assertThat(first.path("content").asString()).isEqualTo(text);
        assertThat(first.path("why").path("unreadable").asBoolean()).isTrue();
        assertThat(first.path("why").path("pending").isMissingNode()).isTrue();
        assertThat(first.path("why").path("signals").has("meaning")).isFalse();
        assertThat(first.path("why").path("signals").has("words")).isTrue();
        assertThat(english.path("memories").get(0).path("content").asString()).contains("cabbage");
        assertThat(english.path("memories").get(0).path("why").path("unreadable").isMissingNode()).isTrue();
    }

    @Test
    void strangers_are_not_linked() {
        remember("ฉันกลัวการขึ้นเครื่องบิน");
        remember("คุณยายอบพายกะหล่ำปลี");
        JsonNode other = remember("แมวของฉันชอบปลาและนม");

        assertThat(other.path("receipt").path("similar")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Meeting with สมชาย at the harbour tomorrow, true", "Great news 🎉🎉🎉, true", "ok 👍, true",
            "Müller wohnt in Köln, true", "Mèo của tôi thích cá và sữa, true",
            "ฉันใช้ iPhone ทุกวันที่ทำงานในกรุงเทพ, false",
            "'Привет из Харькова, see you', false", "12345, true"})
    void a_mixed_text_is_read_when_enough_of_it_is_known(String text, boolean read) {
        remember(text);

        JsonNode why = recall(text).path("memories").get(0).path("why");

        assertThat(why.path("signals").has("meaning")).isEqualTo(read);
    }

    @Test
    void of_a_long_text_the_passages_that_can_be_read_have_vectors() {
        remember(
                "รหัสผ่านไวไฟอยู่ใต้แป้นพิมพ์. ".repeat(60) + "\nThe password lies below the keyboard in the kitchen.\n"
                        + "I bake cabbage pies. ".repeat(120));

        JsonNode hit = recall("Where is the keyboard?", Json.object().put("min_score", 0)).path("memories").get(0);

        assertThat(hit.path("why").path("signals").has("meaning")).isTrue();
    }

    @Test
    void an_edit_into_another_language_and_back_ends_the_vector_and_makes_it_anew() {
        String id = remember("My cat is called Miso").path("receipt").path("id").asString();

        call(MemoryOperations::update, Json.object().put("id", id).put("content", "แมวของฉันชื่อมิโซะ"));
        remember("waits until all is embedded");

        JsonNode why = recall("แมวของฉันชื่อมิโซะ").path("memories").get(0).path("why");
        assertThat(why.path("signals").has("meaning")).isFalse();
    }

    private JsonNode remember(String text) {
        return call(MemoryOperations::remember, Json.object().put("content", text).put("wait", "indexed"));
    }

    private JsonNode recall(String question) {
        return recall(question, Json.object());
    }

    private JsonNode recall(String question, ObjectNode besides) {
        return call(MemoryOperations::recall, besides.put("query", question).put("explain", true));
    }

    private <Q, A> JsonNode call(Function<MemoryOperations, Call<Q, A>> which, ObjectNode request) {
        return which.apply(mimo.operations()).json(mimo.calls(), request);
    }
}
