package dev.mimo.mcp.server;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.server.input.ClientCapabilities;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ChangesTest {
    private final TestEngine engine = new TestEngine(new TestToolBox(),
            new McpServerSettings(64, 4096, 2, 2, Duration.ZERO,
                    McpServerSettings.Asks.defaults(), new McpServerSettings.Listening(2, 3, 100),
                    McpServerSettings.Running.defaults()));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void endThreads() {
        engine.close();
        threads.close();
    }

    @Test
    void a_session_is_told_of_changed_lists_once_its_handshake_is_over() throws Exception {
        try (McpSession.Attachment _ = engine.session.attach(engine.got::add)) {
            engine.server.announcements().toolsChanged();
            engine.stateful("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}");
            engine.server.announcements().promptsChanged();
            assertThat(engine.got).isEmpty();

            engine.server.notified(engine.session,
                    new Message.Notification("notifications/initialized", TestEngine.json("{}")));

            assertThat(TestEngine.line(engine.next()))
                    .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/prompts/list_changed\"}");
        }
    }

    @Test
    void what_changed_while_nobody_listened_is_told_afterwards_and_only_once() throws Exception {
        engine.shake("2025-06-18", "{}");
        engine.stateful("resources/subscribe", "{\"uri\":\"test://a\"}");
        engine.server.announcements().toolsChanged();
        engine.server.announcements().toolsChanged();
        engine.server.announcements().resourceUpdated("test://a");

        try (McpSession.Attachment _ = engine.session.attach(engine.got::add)) {
            assertThat(method(engine.next())).isEqualTo("notifications/tools/list_changed");
            assertThat(TestEngine.line(engine.next())).contains("notifications/resources/updated", "test://a");
        }
        try (McpSession.Attachment _ = engine.session.attach(engine.got::add)) {
            engine.server.announcements().resourcesChanged();
            assertThat(method(engine.next())).isEqualTo("notifications/resources/list_changed");
            assertThat(engine.got).isEmpty();
        }
    }

    @Test
    void a_slow_client_gets_one_notification_for_many_changes() throws Exception {
        engine.shake("2025-06-18", "{}");
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        MessageSink slow = message -> {
            engine.got.add(message);
            blocked.countDown();
            awaitQuietly(go);
        };
        try (McpSession.Attachment _ = engine.session.attach(slow)) {
            engine.server.announcements().toolsChanged();
            assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 1000; i++) {
                engine.server.announcements().toolsChanged();
            }
            engine.server.announcements().promptsChanged();
            go.countDown();

            assertThat(method(engine.next())).isEqualTo("notifications/tools/list_changed");
            assertThat(method(engine.next())).isEqualTo("notifications/tools/list_changed");
            assertThat(method(engine.next())).isEqualTo("notifications/prompts/list_changed");
            assertThat(engine.got).isEmpty();
        }
    }

    @Test
    void only_subscribers_hear_of_a_resource() throws Exception {
        engine.shake("2025-06-18", "{}");
        try (McpSession.Attachment _ = engine.session.attach(engine.got::add)) {
            engine.stateful("resources/subscribe", "{\"uri\":\"test://a\"}");
            engine.stateful("resources/subscribe", "{\"uri\":\"test://b\"}");
            engine.stateful("resources/unsubscribe", "{\"uri\":\"test://a\"}");
            engine.server.announcements().resourceUpdated("test://a");
            engine.server.announcements().resourceUpdated("test://b");

            assertThat(TestEngine.line(engine.next())).contains("test://b");
            assertThat(engine.got).isEmpty();
        }
    }

    @Test
    void who_subscribed_below_an_address_hears_of_it_as_a_whole() throws Exception {
        engine.shake("2025-06-18", "{}");
        try (McpSession.Attachment _ = engine.session.attach(engine.got::add)) {
            for (String uri : new String[]{"test://a", "test://a/1", "test://ab"}) {
                engine.stateful("resources/subscribe", "{\"uri\":\"" + uri + "\"}");
            }
            engine.server.announcements().resourcesUpdated("test://a");

            assertThat(List.of(TestEngine.line(engine.next()), TestEngine.line(engine.next())))
                    .anyMatch(line -> line.contains("\"test://a\""))
                    .anyMatch(line -> line.contains("\"test://a/1\""));
            assertThat(engine.got).isEmpty();
        }
    }

    @Test
    void it_is_known_and_told_when_somebody_hears_of_resources() throws Exception {
        AtomicInteger told = new AtomicInteger();
        engine.server.announcements().onResourcesHeard(told::incrementAndGet);
        try (McpSession.Attachment _ = engine.session.attach(engine.got::add)) {
            assertThat(engine.server.announcements().areResourcesHeard()).isFalse();
            assertThat(told).hasValue(0);
            engine.shake("2025-06-18", "{}");
            assertThat(engine.server.announcements().areResourcesHeard()).isTrue();
            assertThat(told).hasValue(1);
        }
        assertThat(engine.server.announcements().areResourcesHeard()).isFalse();

        Future<Optional<Message.Answer>> _ = listen("{\"toolsListChanged\":true}");
        engine.next();
        assertThat(engine.server.announcements().areResourcesHeard()).isFalse();
        Future<Optional<Message.Answer>> _ = listen("{\"resourceSubscriptions\":[\"test://a\"]}");
        engine.next();
        while (told.get() < 2) {
            Thread.onSpinWait();
        }
        assertThat(engine.server.announcements().areResourcesHeard()).isTrue();
    }

    @Test
    void a_session_watches_no_more_resources_than_it_may() {
        engine.shake("2025-06-18", "{}");
        for (String uri : new String[]{"a", "b", "c", "c"}) {
            TestEngine.result(engine.stateful("resources/subscribe", "{\"uri\":\"" + uri + "\"}"));
        }

        assertThat(TestEngine.error(engine.stateful("resources/subscribe", "{\"uri\":\"d\"}")).code())
                .isEqualTo(RpcError.SERVER_ERROR);
    }

    @Test
    void the_addresses_that_are_watched_are_bounded_each_and_all_together() {
        engine.shake("2025-06-18", "{}");
        String half = "\"" + "x".repeat(60) + "\"";
        String other = "\"" + "y".repeat(60) + "\"";
        assertThat(TestEngine.error(engine.stateful("resources/subscribe",
                "{\"uri\":\"" + "x".repeat(3000) + "\"}")).code()).isEqualTo(-32602);
        TestEngine.result(engine.stateful("resources/subscribe", "{\"uri\":" + half + "}"));

        assertThat(TestEngine.error(engine.stateful("resources/subscribe", "{\"uri\":" + other + "}")).code())
                .isEqualTo(RpcError.SERVER_ERROR);
        assertThat(TestEngine.error(engine.stateless("subscriptions/listen",
                "\"notifications\":{\"resourceSubscriptions\":[" + other + "]}", "{}")).code())
                .isEqualTo(RpcError.SERVER_ERROR);

        engine.stateful("resources/unsubscribe", "{\"uri\":" + half + "}");
        TestEngine.result(engine.stateful("resources/subscribe", "{\"uri\":" + other + "}"));
        engine.session.close();
        try (McpSession next = engine.server.open()) {
            next.agree(new McpSession.Handshake(Revision.V2025_06_18, ClientCapabilities.NONE));
            next.subscribe("z".repeat(60));
        }
    }

    @Test
    void a_listener_gets_what_it_wished_for_marked_with_its_request() throws Exception {
        Future<Optional<Message.Answer>> end = listen("{\"toolsListChanged\":true,\"resourceSubscriptions\":"
                + "[\"test://a\"],\"nonsense\":true}");

        Message acknowledged = engine.next();
        assertThat(TestEngine.line(acknowledged)).isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":"
                + "\"notifications/subscriptions/acknowledged\",\"params\":{\"_meta\":"
                + "{\"io.modelcontextprotocol/subscriptionId\":1},\"notifications\":{\"toolsListChanged\":true,"
                + "\"resourceSubscriptions\":[\"test://a\"]}}}");

        engine.server.announcements().promptsChanged();
        engine.server.announcements().resourceUpdated("test://b");
        engine.server.announcements().toolsChanged();
        assertThat(TestEngine.line(engine.next())).isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":"
                + "\"notifications/tools/list_changed\",\"params\":{\"_meta\":"
                + "{\"io.modelcontextprotocol/subscriptionId\":1}}}");
        engine.server.announcements().resourceUpdated("test://a");
        assertThat(TestEngine.line(engine.next())).contains("\"uri\":\"test://a\"", "subscriptionId\":1");

        engine.server.close();

        ObjectNode result = TestEngine.result(end.get(10, TimeUnit.SECONDS).orElseThrow());
        assertThat(result.path("_meta").path("io.modelcontextprotocol/subscriptionId").intValue()).isEqualTo(1);
        assertThat(result.path("resultType").stringValue()).isEqualTo("complete");
        assertThat(engine.got).isEmpty();
    }

    @Test
    void a_cancelled_listener_leaves_and_makes_room() throws Exception {
        RequestExchange first = engine.begin("subscriptions/listen", "\"notifications\":{}", "{}", "");
        Future<Optional<Message.Answer>> gone = threads.submit(() -> Optional.ofNullable(first.complete()));
        engine.next();
        Future<Optional<Message.Answer>> second = listen("{}");
        engine.next();
        RpcError refused =
                TestEngine.error(engine.stateless("subscriptions/listen", "\"notifications\":{}", "{}"));
        assertThat(refused.message()).contains("Too many");
        // neither the request's fault nor a bug
        assertThat(refused.code()).isEqualTo(RpcError.SERVER_ERROR);

        first.cancel();

        assertThat(gone.get(10, TimeUnit.SECONDS)).isEmpty();
        Future<Optional<Message.Answer>> third = listen("{\"promptsListChanged\":true}");
        assertThat(TestEngine.line(engine.next())).contains("acknowledged", "promptsListChanged");
        engine.server.close();
        assertThat(second.get(10, TimeUnit.SECONDS)).isPresent();
        assertThat(third.get(10, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void too_many_wishes_and_tasks_without_the_extension_are_refused() {
        assertThat(TestEngine.error(engine.stateless("subscriptions/listen",
                "\"notifications\":{\"resourceSubscriptions\":[\"a\",\"b\",\"c\",\"d\"]}", "{}")).code())
                .isEqualTo(-32602);
        assertThat(TestEngine.error(engine.stateless("subscriptions/listen",
                "\"notifications\":{\"taskIds\":[\"a\"]}", "{}")).code()).isEqualTo(-32021);
        assertThat(TestEngine.error(engine.stateless("subscriptions/listen", "", "{}")).code()).isEqualTo(-32602);
    }

    private Future<Optional<Message.Answer>> listen(String wishes) {
        RequestExchange exchange = engine.begin("subscriptions/listen", "\"notifications\":" + wishes, "{}", "");
        return threads.submit(() -> Optional.ofNullable(exchange.complete()));
    }

    private static String method(Message message) {
        return ((Message.Notification) message).method();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
