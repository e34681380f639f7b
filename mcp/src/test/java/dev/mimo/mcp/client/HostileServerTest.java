package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.client.http.HttpAuthorizer;
import dev.mimo.mcp.client.http.HttpTransport;
import dev.mimo.mcp.client.http.HttpTransportSettings;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.OutputValidator;
import dev.mimo.mcp.client.use.ServerChange;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.model.InputRequest;
import dev.mimo.mcp.model.InputResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The client against servers that mean it harm, or are broken in ways that would do some.
@Timeout(60)
class HostileServerTest {
    private static final CallOptions QUICK = CallOptions.within(Duration.ofSeconds(30));

    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable FakeServer open;

    @AfterEach
    void stop() {
        over.countDown();
        if (open != null) {
            open.close();
        }
    }

    @Test
    void a_refusal_that_never_ends_holds_nobody_up() throws Exception {
        FakeServer server = using(FakeServer.legacy());
        server.on("notifications/initialized", call -> call.stream(400, "application/json").untilGone());

        assertThatThrownBy(() -> connect(server, ClientHandlers.NONE)).isInstanceOfSatisfying(
                McpClientException.class,
                e -> assertThat(e.reason()).isEqualTo(new McpClientException.Rejected(400)));
    }

    @Test
    void answers_to_nobody_and_a_second_answer_change_nothing() throws Exception {
        FakeServer server = using(FakeServer.modern());
        server.on("tools/call", call -> call.events()
                .data("{\"jsonrpc\":\"2.0\",\"id\":4711,\"result\":" + text("of another") + "}")
                .data("{\"jsonrpc\":\"2.0\",\"id\":\"" + call.id() + "\",\"result\":" + text("of a text") + "}")
                .data(call.answer(text("first")))
                .data(call.answer(text("second"))));
        try (McpClient client = connect(server, ClientHandlers.NONE)) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.callTool("any", Json.object(), QUICK).content())
                        .containsExactly(Content.text("first"));
            }
        }
    }

    @Test
    void questions_in_a_flood_are_not_all_held_nor_all_refused() throws Exception {
        FakeServer server = using(FakeServer.legacy());
        int questionsMax = ClientSettings.defaults().questionsMax();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(questionsMax);
        server.on("answer", _ -> {
            refused.countDown();
            over.await();
        });
        server.on("GET", call -> {
            FakeServer.Events events = call.events();
            for (int i = 0; i < 1_000; i++) {
                events.data("{\"jsonrpc\":\"2.0\",\"id\":\"q" + i + "\",\"method\":\"elicitation/create\",\"params\":"
                        + "{\"message\":\"?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{}}}}");
            }
            events.data("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            over.await();
        });
        ClientHandlers slow = new ClientHandlers() {
            @Override
            public InputResponse.Elicited fill(InputRequest.Form form) throws InterruptedException {
                over.await();
                return ClientHandlers.super.fill(form);
            }

            @Override
            public void changed(ServerChange change) {
                asked.countDown();
            }
        };
        server.on("ping", call -> call.result("{}"));
        try (McpClient client = connect(server, slow)) {
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 20; i++) {
                client.ping(QUICK);
            }
            assertThat(server.of("answer")).hasSize(questionsMax);
        }
    }

    @Test
    void a_list_of_a_few_entries_without_end_is_refused() throws Exception {
        FakeServer server = using(FakeServer.modern());
        AtomicInteger pages = new AtomicInteger();
        server.on("resources/list", call -> call.result("{\"resultType\":\"complete\",\"nextCursor\":\""
                + pages.incrementAndGet() + "\",\"resources\":[{\"uri\":\"a:b\",\"name\":\""
                + "x".repeat(16 << 20) + "\"}]}"));
        try (McpClient client = connect(server, ClientHandlers.NONE)) {
            assertThatThrownBy(() -> client.listResources(QUICK)).isInstanceOfSatisfying(McpClientException.class,
                    e -> assertThat(e).hasMessageContaining("bytes"));
            assertThat(pages).hasValueLessThan(6);
        }
    }

    private FakeServer using(FakeServer server) throws IOException {
        open = server;
        return server;
    }

    private static String text(String said) {
        return "{\"content\":[{\"type\":\"text\",\"text\":\"" + said + "\"}]}";
    }

    private static McpClient connect(FakeServer server, ClientHandlers handlers) throws InterruptedException {
        HttpTransportSettings usual = HttpTransportSettings.defaults();
        HttpTransport transport = new HttpTransport(server.uri(), Map.of(), HttpAuthorizer.NONE, MessageTrace.NONE,
                new HttpTransportSettings(usual.connectTimeout(), usual.connectionReuse(), usual.messageBytesMax(),
                        usual.depthMax(), Duration.ofSeconds(2), usual.streamWait(), usual.pauseFirst(),
                        usual.pauseMax(), usual.resumptionsMax(), usual.closeWait()));
        return McpClient.connect(transport, new McpClient.Parts(
                ClientProfile.of("test", "1").answering(Set.of(InputKind.FORM)), handlers, ClientSettings.defaults(),
                Clock.systemUTC()), OutputValidator.NONE);
    }
}
