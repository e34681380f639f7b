package dev.mimo.door.http.limit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UnreadAnswerLimiterTest {
    private static final int LARGE = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMillis(300);

    @Test
    void one_that_had_to_wait_for_room_has_all_the_time_that_others_have_once_it_has_it() throws Exception {
        UnreadAnswerLimiter limiter = new UnreadAnswerLimiter(LARGE, PATIENCE);
        List<Long> cut = new CopyOnWriteArrayList<>();
        List<Long> entered = new CopyOnWriteArrayList<>();
        CountDownLatch both = new CountDownLatch(2);
        // it is never read, and both of the others wait for its end
        limiter.hold(LARGE, () -> {});
        for (int i = 0; i < 2; i++) {
            Thread.ofVirtual().start(() -> {
                limiter.hold(LARGE, () -> cut.add(System.nanoTime()));
                entered.add(System.nanoTime());
                both.countDown();
            });
        }

        assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();

        // the second got in by the end of the first, who had its time
        assertThat(cut.getFirst() - entered.getFirst()).isGreaterThan(PATIENCE.toNanos() / 2);
    }
}
