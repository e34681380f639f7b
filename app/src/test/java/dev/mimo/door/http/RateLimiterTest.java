package dev.mimo.door.http;

import dev.mimo.TestRecords;
import dev.mimo.refusal.RefusedException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RateLimiterTest {
    private final AtomicLong now = new AtomicLong();

    @Test
    void as_many_as_may_come_in_at_once_and_no_more() {
        RateLimiter limiter = limiter(2, 1, 0);
        RateLimiter.Permit first = limiter.enter();
        limiter.enter();

        assertThatThrownBy(limiter::enter).isInstanceOf(RefusedException.class);
        first.close();
        assertThat(limiter.enter()).isNotNull();
    }

    @Test
    void a_stream_frees_its_place_among_the_requests() {
        RateLimiter limiter = limiter(1, 1, 0);
        RateLimiter.Permit stream = limiter.enter();
        stream.becomeStream();
        RateLimiter.Permit second = limiter.enter();

        assertThatThrownBy(second::becomeStream).hasMessageContaining("event streams");
        second.close();
        stream.close();
        limiter.enter().becomeStream();
        assertThat(limiter.enter()).isNotNull();
    }

    @Test
    void so_many_a_second_and_no_more() {
        RateLimiter limiter = limiter(1000, 1, 10);

        assertThat(entered(limiter, 100)).isEqualTo(10);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(entered(limiter, 100)).isEqualTo(5);
        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(entered(limiter, 100)).isEqualTo(10);
    }

    private static int entered(RateLimiter limiter, int tries) {
        int entered = 0;
        for (int i = 0; i < tries; i++) {
            try (RateLimiter.Permit _ = limiter.enter()) {
                entered++;
            } catch (RefusedException _) {
                assertThat(entered).isPositive();
            }
        }
        return entered;
    }

    private RateLimiter limiter(int requests, int streams, int perSecond) {
        return new RateLimiter(TestRecords.with(HttpLimits.defaults(), "requestsMax", requests,
                "streamsMax", streams, "requestsPerSecondMax", perSecond), now::get);
    }
}
