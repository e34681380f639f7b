package dev.mimo.mcp.client.transport;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.client.transport.McpClientException.TimedOut;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PendingRequestTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final PendingRequest pending = new PendingRequest();

    @Test
    void limits_stand_still_while_they_are_held_and_go_on_where_they_were() throws Exception {
        pending.hold();
        FutureTask<Message.Answer> answer = awaited(SHORT);
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS));

        pending.release();
        assertThat(answer).failsWithin(LONG).withThrowableThat().havingCause()
                .isInstanceOfSatisfying(McpClientException.class,
                        e -> assertThat(e.reason()).isEqualTo(new TimedOut(SHORT, null)));
    }

    @Test
    void an_answer_is_taken_after_a_time_that_was_held() {
        Message.Result result =
                new Message.Result(new RequestId.Whole(1), JsonNodeFactory.instance.objectNode());
        pending.hold();
        FutureTask<Message.Answer> answer = awaited(SHORT);
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> answer.get(100, TimeUnit.MILLISECONDS));

        pending.answered(result);
        pending.release();
        assertThat(answer).succeedsWithin(LONG).isEqualTo(result);
    }

    private FutureTask<Message.Answer> awaited(Duration limit) {
        FutureTask<Message.Answer> answer = new FutureTask<>(() -> pending.await(limit, limit, _ -> {}));
        Thread.ofVirtual().start(answer);
        return answer;
    }
}
