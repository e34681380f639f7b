package dev.mimo.attach;

import dev.mimo.call.OperationClient;
import dev.mimo.call.RecordingClient;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpeningClientTest {
    private final RecordingClient calls = new RecordingClient();

    @Test
    void it_opens_once_for_all_who_ask() throws InterruptedException {
        AtomicInteger opened = new AtomicInteger();
        try (OpeningClient opening = new OpeningClient(() -> {
            opened.incrementAndGet();
            return calls;
        }, Duration.ofSeconds(10))) {
            opening.start();
            opening.start();

            assertThat(opening.get()).isSameAs(calls);
            assertThat(opening.get()).isSameAs(calls);
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

    private OperationClient await(CountDownLatch release) {
        try {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            return calls;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
