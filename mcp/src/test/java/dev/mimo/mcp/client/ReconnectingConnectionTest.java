package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageListener;
import dev.mimo.mcp.client.transport.OutgoingRequest;
import dev.mimo.mcp.client.transport.PendingRequest;
import dev.mimo.mcp.client.transport.ServerConnection;
import dev.mimo.mcp.client.transport.Transport;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.EraChoice;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// Several callers who need a connection that is being made, and takes as long as a user who logs in.
@Timeout(60)
class ReconnectingConnectionTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final CountDownLatch loggedIn = new CountDownLatch(1);
    private final SlowTransport transport = new SlowTransport();

    @Test
    void who_waits_for_a_connection_that_is_being_made_waits_as_long_as_it_takes() throws Exception {
        ReconnectingConnection connection = connection();
        FutureTask<NegotiatedConnection> first = getting(connection);
        FutureTask<NegotiatedConnection> second = getting(connection);

        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> second.get(300, TimeUnit.MILLISECONDS));
        loggedIn.countDown();

        assertThat(first).succeedsWithin(LONG).isSameAs(second.get(10, TimeUnit.SECONDS));
        assertThat(transport.opened).hasValue(1);
    }

    @Test
    void who_waited_for_an_attempt_that_failed_is_told_so_and_makes_none_of_its_own() throws Exception {
        transport.fails = true;
        ReconnectingConnection connection = connection();
        FutureTask<NegotiatedConnection> first = getting(connection);
        FutureTask<NegotiatedConnection> second = getting(connection);

        loggedIn.countDown();

        assertThat(first).failsWithin(LONG).withThrowableThat().havingCause().withMessage("nobody logged in");
        assertThat(second).failsWithin(LONG).withThrowableThat().havingCause().withMessage("nobody logged in");
        assertThat(transport.opened).hasValue(1);
    }

    private ReconnectingConnection connection() {
        ClientSettings usual = ClientSettings.defaults();
        ClientSettings settings = new ClientSettings(EraChoice.STATEFUL, Duration.ofMillis(50), Duration.ofMillis(50),
                1, 1, 1, 1, 1, Duration.ofMillis(1), Duration.ofMillis(1), usual.pollMin(), usual.pollMax());
        ClientProfile profile = ClientProfile.of("test", "1");
        ProgressRouter progress = new ProgressRouter();
        HandlerExecutor executor = new HandlerExecutor();
        ChangeRouter changes =
                new ChangeRouter(new ResultCache(Clock.systemUTC(), 1), executor, ClientHandlers.NONE);
        return new ReconnectingConnection(new EraNegotiator(transport, profile, settings,
                new RequestSender(profile, progress),
                () -> new ServerMessageRouter(new InputResponder(profile, ClientHandlers.NONE), progress, executor,
                        changes, 1)),
                settings, _ -> {});
    }

    /// Returns once it waits.
    private static FutureTask<NegotiatedConnection> getting(ReconnectingConnection connection) {
        FutureTask<NegotiatedConnection> task = new FutureTask<>(connection::get);
        Thread caller = Thread.ofPlatform().daemon().start(task);
        while (caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return task;
    }

    private final class SlowTransport implements Transport {
        private final AtomicInteger opened = new AtomicInteger();
        private volatile boolean fails;

        @Override
        public ServerConnection open(MessageListener listener) {
            opened.incrementAndGet();
            try {
                loggedIn.await();
            } catch (InterruptedException _) {
                throw McpClientException.closed();
            }
            if (fails) {
                throw McpClientException.lost("nobody logged in");
            }
            return new AnsweringConnection();
        }

        @Override
        public Kind kind() {
            return Kind.STREAMS;
        }

        @Override
        public String target() {
            return "slow";
        }
    }

    /// Agrees to everything at once.
    private static final class AnsweringConnection implements ServerConnection {
        @Override
        public void begin(OutgoingRequest request, PendingRequest pending) {
            pending.answered(new Message.Result(request.message().id(),
                    Json.object().put("protocolVersion", Revision.NEWEST_STATEFUL.date())));
        }

        @Override
        public void tell(Message message) {
            // nobody listens
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing to end
        }
    }
}
