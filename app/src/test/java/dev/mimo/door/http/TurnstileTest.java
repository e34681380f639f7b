package dev.mimo.door.http;

import dev.mimo.refusal.RefusedException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TurnstileTest {
    private final AtomicLong now = new AtomicLong();

    @Test
    void as_many_as_may_come_in_at_once_and_no_more() {
        Turnstile turnstile = turnstile(2, 1, 0);
        Turnstile.Place first = turnstile.enter();
        turnstile.enter();

        assertThatThrownBy(turnstile::enter).isInstanceOf(RefusedException.class);
        first.close();
        assertThat(turnstile.enter()).isNotNull();
    }

    @Test
    void a_stream_frees_its_place_among_the_requests() {
        Turnstile turnstile = turnstile(1, 1, 0);
        Turnstile.Place stream = turnstile.enter();
        stream.becomeStream();
        Turnstile.Place second = turnstile.enter();

        assertThatThrownBy(second::becomeStream).hasMessageContaining("event streams");
        second.close();
        stream.close();
        turnstile.enter().becomeStream();
        assertThat(turnstile.enter()).isNotNull();
    }

    @Test
    void so_many_a_second_and_no_more() {
        Turnstile turnstile = turnstile(1000, 1, 10);

        assertThat(entered(turnstile, 100)).isEqualTo(10);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(entered(turnstile, 100)).isEqualTo(5);
        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(entered(turnstile, 100)).isEqualTo(10);
    }

    private static int entered(Turnstile turnstile, int tries) {
        int entered = 0;
        for (int i = 0; i < tries; i++) {
            try (Turnstile.Place _ = turnstile.enter()) {
                entered++;
            } catch (RefusedException _) {
                assertThat(entered).isPositive();
            }
        }
        return entered;
    }

    private Turnstile turnstile(int requests, int streams, int perSecond) {
        return new Turnstile(HttpLimits.defaults().withRequests(requests, streams, perSecond), now::get);
    }
}
