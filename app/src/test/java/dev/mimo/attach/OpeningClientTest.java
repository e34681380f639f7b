package dev.mimo.attach;

import dev.mimo.call.OperationClient;
import dev.mimo.call.RecordingClient;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpeningClientTest {
    private static final MemoryOperations OPERATIONS = MemoryOperations.unbounded();

    private final RecordingClient calls = new RecordingClient();

    OpeningClientTest() {
        calls.answer = _ -> Json.parseObject("{\"names\":[],\"more\":false}", JsonLimits.defaults());
    }

    @Test
    void it_opens_once_for_all_who_ask() throws InterruptedException {
        AtomicInteger opened = new AtomicInteger();
        try (OpeningClient opening = new OpeningClient(() -> {
            opened.incrementAndGet();
            return calls;
        }, Duration.ofSeconds(10))) {
            opening.start();
            opening.start();

            assertThat(opening.get()).isSameAs(opening);
            names(opening.get());
            names(opening);
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void who_waits_too_long_is_told_to_come_back() {
        CountDownLatch release = new CountDownLatch(1);
        try (OpeningClient opening = new OpeningClient(() -> await(release), Duration.ofMillis(20))) {
            assertThatThrownBy(opening::get).isInstanceOfSatisfying(RefusedException.class,
                    refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Unavailable.class));
            release.countDown();
        }
    }

    @Test
    void a_refusal_to_open_is_passed_on_and_a_bug_stays_one() {
        try (OpeningClient refused = new OpeningClient(() -> {
            throw Refusal.conflict("The file is newer than this Mimo.", "Update Mimo.");
        }, Duration.ofSeconds(10));
                OpeningClient broken = new OpeningClient(() -> {
                    throw new IllegalArgumentException("a bug");
                }, Duration.ofSeconds(10))) {
            assertThatThrownBy(refused::get).isInstanceOf(RefusedException.class).hasMessageContaining("newer");
            assertThatThrownBy(broken::get).isInstanceOf(IllegalStateException.class)
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void what_nobody_needed_is_never_opened() {
        AtomicInteger opened = new AtomicInteger();
        OpeningClient opening = new OpeningClient(() -> {
            opened.incrementAndGet();
            return calls;
        }, Duration.ofSeconds(10));
        opening.close();

        assertThatThrownBy(opening::get).isInstanceOf(RefusedException.class);
        assertThat(opened).hasValue(0);
    }

    @Test
    void what_could_not_be_opened_is_tried_again_for_the_next_caller() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        try (OpeningClient opening = new OpeningClient(() -> {
            if (tries.incrementAndGet() == 1) {
                throw Refusal.conflict("The file is in use.", "Close it.");
            }
            return calls;
        }, Duration.ofSeconds(10))) {
            assertThatThrownBy(opening::get).hasMessageContaining("in use");

            names(opening.get());
        }
        assertThat(tries).hasValue(2);
    }

    @Test
    void a_server_that_is_gone_is_replaced_and_the_call_is_made_again() {
        AtomicInteger opened = new AtomicInteger();
        RecordingClient gone = new RecordingClient();
        gone.answer = _ -> {
            throw new ServerGoneException(new ServerFile(URI.create("http://127.0.0.1:1"), 1, Instant.EPOCH, "1", "t"),
                    "stopped answering");
        };
        try (OpeningClient opening = new OpeningClient(() -> opened.incrementAndGet() == 1 ? gone : calls,
                Duration.ofSeconds(10))) {
            names(opening);
            names(opening);
        }
        assertThat(opened).hasValue(2);
        assertThat(gone.called).hasSize(1);
        assertThat(calls.called).hasSize(2);
    }

    private static void names(OperationClient client) {
        client.call(OPERATIONS.names(), OPERATIONS.names().request().read(Json.object()));
    }

    private OperationClient await(CountDownLatch release) {
        try {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            return calls;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
