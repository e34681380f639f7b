package dev.mimo.models.language;

import dev.mimo.json.Json;
import dev.mimo.models.EndpointSettings;
import dev.mimo.models.language.FaultyProvider.Asked;
import dev.mimo.models.language.FaultyProvider.Fault;
import dev.mimo.models.language.ModelOutcome.Answered;
import dev.mimo.models.language.ModelOutcome.BrokenOff;
import dev.mimo.models.language.ModelOutcome.NoneLeft;
import dev.mimo.models.language.ModelOutcome.Streamed;
import dev.mimo.resilience.BreakerSettings;
import dev.mimo.resilience.CallGuard.CallTools;
import dev.mimo.resilience.SteppedTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Against providers behind real sockets, which fail in every way there is.
@Timeout(60)
class LanguageModelsTest {
    private static final Duration SHORT = Duration.ofMillis(400);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SteppedTime time = new SteppedTime();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final FaultyProvider first = new FaultyProvider();
    private final FaultyProvider second = new FaultyProvider();

    LanguageModelsTest() throws IOException {
        opened.add(first);
        opened.add(second);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void a_sound_provider_answers_in_the_inner_form(ProviderKind kind) throws Exception {
        LanguageModels models = models(5, provider("one", kind, first));

        Answered answered = (Answered) models.complete(chat("Hello"), new CallStopper());
        Heard heard = new Heard();
        ModelOutcome streamed = models.stream(chat("Hello"), new CallStopper(), heard);

        assertThat(answered.answer().at("/choices/0/message/content").asString()).isEqualTo(FaultyProvider.text());
        assertThat(answered.answer().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(answered.answer().at("/usage/total_tokens").asInt()).isEqualTo(15);
        assertThat(streamed).isEqualTo(new Streamed("one", List.of()));
        assertThat(heard.text()).isEqualTo(FaultyProvider.text());
        assertThat(heard.finish()).isEqualTo("stop");
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void calls_of_the_callers_tools_come_through(ProviderKind kind) throws Exception {
        LanguageModels models = models(5, provider("one", kind, first));
        ObjectNode chat = chat("What is the weather?");
        chat.putArray("tools").addObject().put("type", "function").putObject("function").put("name", "weather")
                .putObject("parameters").put("type", "object");

        Answered answered = (Answered) models.complete(chat, new CallStopper());
        Heard heard = new Heard();
        models.stream(chat, new CallStopper(), heard);

        assertThat(answered.answer().at("/choices/0/message/tool_calls/0/function/name").asString())
                .isEqualTo("weather");
        assertThat(answered.answer().at("/choices/0/message/tool_calls/0/function/arguments").asString())
                .isEqualTo(ProviderScript.ARGUMENTS);
        assertThat(answered.answer().at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
        assertThat(heard.arguments()).isEqualTo(ProviderScript.ARGUMENTS);
        assertThat(heard.finish()).isEqualTo("tool_calls");
    }

    static Stream<Arguments> every_fault_and_call() {
        return Stream.of(ProviderKind.values()).flatMap(kind -> Stream.of(Fault.values())
                .filter(fault -> fault != Fault.NONE && fault != Fault.REFUSES)
                .flatMap(fault -> Stream.of(Arguments.of(kind, fault, false), Arguments.of(kind, fault, true))));
    }

    @ParameterizedTest
    @MethodSource("every_fault_and_call")
    void whatever_fails_the_next_provider_answers_or_it_is_said(ProviderKind kind, Fault fault, boolean stream)
            throws Exception {
        first.always(fault);
        LanguageModels models =
                models(5, provider("one", kind, first), provider("two", ProviderKind.OPENAI, second));

        Heard heard = new Heard();
        ModelOutcome outcome = stream
                ? models.stream(chat("Hello"), new CallStopper(), heard)
                : models.complete(chat("Hello"), new CallStopper());

        if (stream && (fault == Fault.TRUNCATED || fault == Fault.STALLS)) {
            assertThat(outcome).isInstanceOf(BrokenOff.class);
            assertThat(FaultyProvider.text()).startsWith(heard.text());
            assertThat(second.asked()).isEmpty();
        } else {
            assertThat(outcome).isInstanceOfAny(Answered.class, Streamed.class);
            assertThat(meters.counter("mimo.fallbacks", "from", "one", "to", "two").count()).isEqualTo(1);
        }
        assertThat(outcome.failures()).singleElement().asString().startsWith("one ");
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"BROKEN", "HANGS", "GARBAGE", "TOO_MANY"})
    void a_breaker_opens_rests_tries_once_and_closes(Fault fault) throws Exception {
        first.always(fault);
        LanguageModels models = models(3, provider("one", ProviderKind.OPENAI, first));
        while (first.asked().size() < 3) {
            models.complete(chat("Hello"), new CallStopper());
        }

        assertThat(state()).isEqualTo(2);
        ModelOutcome resting = models.complete(chat("Hello"), new CallStopper());
        assertThat(resting).isInstanceOf(NoneLeft.class);
        assertThat(resting.failures()).containsExactly("one rests after 3 failures");
        assertThat(first.asked()).hasSize(3);

        time.step(Duration.ofSeconds(61));
        models.complete(chat("Hello"), new CallStopper());
        assertThat(first.asked()).as("one try").hasSize(4);
        assertThat(state()).isEqualTo(2);

        first.always(Fault.NONE);
        time.step(Duration.ofSeconds(61));
        assertThat(models.complete(chat("Hello"), new CallStopper())).isInstanceOf(Answered.class);
        assertThat(state()).isZero();
    }

    @Test
    void what_may_pass_is_tried_again() throws Exception {
        first.then(Fault.BROKEN, Fault.TOO_MANY);
        LanguageModels models = models(5, provider("one", ProviderKind.OPENAI, first));

        assertThat(models.complete(chat("Hello"), new CallStopper())).isInstanceOf(Answered.class);

        assertThat(meters.counter("mimo.retries", "name", "one").count()).isEqualTo(2);
        assertThat(meters.find("mimo.fallbacks").counters()).isEmpty();
    }

    @Test
    void a_fault_of_the_request_is_told_and_opens_nothing() throws Exception {
        first.always(Fault.REFUSES);
        LanguageModels models =
                models(1, provider("one", ProviderKind.OPENAI, first), provider("two", ProviderKind.OPENAI, second));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> models.complete(chat("Hello"), new CallStopper()))
                    .isInstanceOf(RefusedByModelException.class).hasMessage("tools[0] has no name");
        }
        assertThat(first.asked()).hasSize(3);
        assertThat(second.asked()).isEmpty();
    }

    @Test
    void fields_that_nobody_here_knows_reach_an_openai_compatible_provider() throws Exception {
        LanguageModels models = models(5, provider("one", ProviderKind.OPENAI, first));
        ObjectNode chat = chat("Hello").put("reasoning_effort", "low").put("seed", 7);
        chat.putObject("chat_template_kwargs").put("enable_thinking", false);

        Answered answered = (Answered) models.complete(chat, new CallStopper());

        ObjectNode sent = first.last().body();
        assertThat(sent.remove("model").asString()).isEqualTo("asked");
        chat.remove("model");
        assertThat(sent).isEqualTo(chat);
        assertThat(answered.answer().path("system_fingerprint").asString()).isEqualTo("fp_1");
        assertThat(first.last().header("Authorization")).isEqualTo("Bearer sk-one");
    }

    @Test
    void messages_are_put_as_anthropic_wants_them() throws Exception {
        LanguageModels models = models(5, provider("one", ProviderKind.ANTHROPIC, first));
        ObjectNode chat = chat("What is the weather?").put("temperature", 1.5).put("stop", "END");
        chat.withArray("messages").insertObject(0).put("role", "system").put("content", "Be brief.");
        ObjectNode called = chat.withArray("messages").addObject().put("role", "assistant");
        called.putNull("content");
        called.putArray("tool_calls").add(ChatJson.toolCall("call_1", "weather", "{\"city\":\"Oslo\"}"));
        chat.withArray("messages").addObject().put("role", "tool").put("tool_call_id", "call_1").put("content", "Rain");

        models.complete(chat, new CallStopper());

        Asked asked = first.last();
        assertThat(asked.header("x-api-key")).isEqualTo("sk-one");
        assertThat(asked.body().path("system").asString()).isEqualTo("Be brief.");
        assertThat(asked.body().path("temperature").asDouble()).isEqualTo(1);
        assertThat(asked.body().path("messages").toString()).isEqualTo("""
                [{"role":"user","content":[{"type":"text","text":"What is the weather?"}]},\
                {"role":"assistant","content":[{"type":"tool_use","id":"call_1","name":"weather",\
                "input":{"city":"Oslo"}}]},\
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"Rain"}]}]""");
    }

    @Test
    void a_call_that_is_given_up_ends() throws Exception {
        first.always(Fault.STALLS);
        LanguageModels models = models(5, provider("one", ProviderKind.OPENAI, first));
        CallStopper stopper = new CallStopper();
        CountDownLatch begun = new CountDownLatch(1);
        Thread hangsUp = Thread.startVirtualThread(() -> {
            try {
                assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            stopper.stop();
        });

        ModelOutcome outcome = models.stream(chat("Hello"), stopper, _ -> begun.countDown());

        hangsUp.join();
        assertThat(outcome).isInstanceOf(NoneLeft.class);
        assertThat(outcome.failures()).containsExactly("one was given up");
    }

    @Test
    void nothing_at_the_address_is_a_failure_like_others() throws Exception {
        first.close();
        LanguageModels models =
                models(5, provider("one", ProviderKind.OPENAI, first), provider("two", ProviderKind.OPENAI, second));

        assertThat(models.complete(chat("Hello"), new CallStopper())).isInstanceOf(Answered.class);
    }

    @Test
    void a_name_chooses_the_provider_and_its_model() throws Exception {
        LanguageModels models =
                models(5, provider("one", ProviderKind.OPENAI, first), provider("two", ProviderKind.OPENAI, second));

        models.complete(chat("Hello").put("model", "two/special"), new CallStopper());
        models.complete(chat("Hello").put("model", "auto"), new CallStopper());

        assertThat(second.last().body().path("model").asString()).isEqualTo("special");
        assertThat(first.last().body().path("model").asString()).isEqualTo("gpt-4.1-mini");
    }

    private double state() {
        return meters.get("mimo.breaker.state").tag("name", "one").gauge().value();
    }

    private LanguageModels models(int failures, ProviderSettings... providers) {
        LanguageSettings settings = new LanguageSettings(List.of(providers),
                new BreakerSettings(failures, Duration.ofSeconds(60)), SHORT, Duration.ofSeconds(20),
                Duration.ofSeconds(20), 8);
        LanguageModels models = new LanguageModels(settings,
                new CallTools(time, _ -> {}, new Random(7), meters));
        opened.addFirst(models);
        return models;
    }

    private static ProviderSettings provider(String name, ProviderKind kind, FaultyProvider at) {
        String base = at.address() + (kind == ProviderKind.OPENAI ? "/v1" : "");
        return new ProviderSettings(name, kind, base, null, new EndpointSettings.Key("sk-" + name));
    }

    private static ObjectNode chat(String question) {
        ObjectNode chat = Json.object().put("model", "asked");
        chat.putArray("messages").addObject().put("role", "user").put("content", question);
        return chat;
    }

    /// What a stream said.
    private static final class Heard implements ChunkSink {
        private final List<ObjectNode> chunks = new ArrayList<>();

        @Override
        public void chunk(ObjectNode chunk) {
            chunks.add(chunk);
        }

        String text() {
            return joined("/choices/0/delta/content");
        }

        String arguments() {
            return joined("/choices/0/delta/tool_calls/0/function/arguments");
        }

        @Nullable
        String finish() {
            return chunks.stream().map(chunk -> chunk.at("/choices/0/finish_reason").asString(""))
                    .filter(reason -> !reason.isEmpty()).findFirst().map(reason -> reason.toLowerCase(Locale.ROOT))
                    .orElse(null);
        }

        private String joined(String path) {
            return chunks.stream().map(chunk -> chunk.at(path).asString("")).collect(Collectors.joining());
        }
    }
}
