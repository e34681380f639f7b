package dev.mimo.mcp.http;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class HttpReplyTest {
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();
    private static final Message.Notification NEWS = new Message.Notification("notifications/progress", NOTHING);
    private static final Message.Request QUESTION = new Message.Request(new RequestId.Text("s1"), "roots/list",
            NOTHING);
    private static final Message.Answer ANSWER = new Message.Result(new RequestId.Whole(1), NOTHING);

    private final RecordedCall call = RecordedCall.post("");
    private final CountDownLatch gone = new CountDownLatch(1);
    private final HttpReply reply = new HttpReply(call, new MessageCodec(64), McpHttpSettings.defaults(), null,
            gone::countDown);

    @Test
    void an_answer_alone_is_json() throws IOException {
        reply.end(List.of(ANSWER), false, 200, Map.of("A", "b"));

        assertThat(call.answer).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        assertThat(call.answerHeaders).containsEntry("A", "b");
    }

    @Test
    void a_question_and_news_come_before_the_answer_in_their_order() throws IOException {
        reply.send(NEWS);
        reply.send(QUESTION);
        reply.end(List.of(ANSWER), false, 200, Map.of());

        assertThat(call.events).hasSize(4);
        assertThat(call.events.get(1)).contains("roots/list");
        assertThat(call.events.get(2)).contains("\"result\"");
        assertThat(call.events.get(3)).isEqualTo("end");
    }

    @Test
    void a_client_that_takes_no_events_is_not_asked_and_not_told() throws IOException {
        call.with("Accept", "application/json");
        HttpReply plain = new HttpReply(call, new MessageCodec(64), McpHttpSettings.defaults(), null, gone::countDown);
        plain.send(NEWS);

        assertThatThrownBy(() -> plain.send(QUESTION)).isInstanceOf(RpcException.class);
        plain.end(List.of(ANSWER), false, 200, Map.of());
        assertThat(call.answer).contains("\"result\"");
    }

    @Test
    void a_client_that_takes_only_events_gets_its_answer_as_one() throws IOException {
        call.with("Accept", "text/event-stream");
        HttpReply streamed =
                new HttpReply(call, new MessageCodec(64), McpHttpSettings.defaults(), null, gone::countDown);
        streamed.end(List.of(ANSWER), false, 200, Map.of());

        assertThat(call.events).hasSize(2).first().asString().contains("\"result\"");
    }

    @Test
    void a_client_that_is_gone_is_noticed_by_what_it_is_told() throws Exception {
        call.clientGone = true;
        reply.send(NEWS);

        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        reply.end(List.of(), false, 200, Map.of());
    }
}
