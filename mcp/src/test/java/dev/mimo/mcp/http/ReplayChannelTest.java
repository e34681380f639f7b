package dev.mimo.mcp.http;

import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class ReplayChannelTest {
    private static final Duration NOW = Duration.ZERO;

    @Property(tries = 300)
    void a_client_that_comes_back_where_it_left_gets_each_message_once(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int messages) {
        Random random = new Random(seed);
        ReplayChannel channel = new ReplayChannel(1, 1 << 20);
        List<String> got = new ArrayList<>();
        long last = 0;
        for (int said = 0; said < messages; said++) {
            channel.say("m" + said, random.nextBoolean());
            if (random.nextInt(3) == 0) {
                last = read(channel, last, random.nextInt(5), got);
            }
        }
        channel.end();
        read(channel, last, Integer.MAX_VALUE, got);

        List<String> said = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            said.add("m" + i);
        }
        assertThat(got).isEqualTo(said);
    }

    /// Reads some; one more may be sent that the client never gets.
    private static long read(ReplayChannel channel, long after, int most, List<String> got) {
        ReplayChannel.Reader reader = channel.read(after);
        long last = after;
        for (int i = 0; i < most && reader.next(NOW) instanceof ReplayChannel.Event event; i++) {
            reader.sent(event);
            got.add(event.text());
            last = event.number();
        }
        if (reader.next(NOW) instanceof ReplayChannel.Event lost) {
            reader.sent(lost);
        }
        reader.stop();
        return last;
    }

    @Test
    void what_nobody_reads_is_bounded_but_what_is_needed_stays() {
        ReplayChannel channel = new ReplayChannel(1, 10_000);
        channel.say("the question", true);
        for (int i = 0; i < 10_000; i++) {
            channel.say("progress " + i, false);
        }
        channel.say("the answer", true);
        channel.end();

        assertThat(channel.bytes()).isLessThan(11_000);
        List<String> got = new ArrayList<>();
        read(channel, 0, Integer.MAX_VALUE, got);
        assertThat(got).startsWith("the question").endsWith("the answer");
    }

    @Test
    void what_is_not_kept_is_gone_once_sent() {
        ReplayChannel channel = new ReplayChannel(1, 0);
        ReplayChannel.Reader reader = channel.read(0);
        channel.say("x".repeat(1000), false);
        ReplayChannel.Event event = (ReplayChannel.Event) reader.next(NOW);

        reader.sent(event);

        assertThat(channel.bytes()).isZero();
        assertThat(reader.next(NOW)).isInstanceOf(ReplayChannel.Pause.class);
        channel.end();
        assertThat(reader.next(NOW)).isInstanceOf(ReplayChannel.End.class);
        assertThat(reader.isAtEnd()).isTrue();
    }

    @Test
    void a_slow_reader_holds_up_who_speaks_until_it_has_read_or_left() throws Exception {
        ReplayChannel channel = new ReplayChannel(1, 0);
        ReplayChannel.Reader reader = channel.read(0);
        CountDownLatch done = new CountDownLatch(1);
        Thread speaker = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 1000; i++) {
                channel.say("x".repeat(1000), false);
            }
            done.countDown();
        });
        assertThat(done.await(300, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(channel.bytes()).isLessThan(300_000);

        reader.stop();

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        speaker.join();
        assertThat(channel.bytes()).isLessThan(2000);
    }

    @Test
    void what_is_told_unasked_never_waits_and_is_not_told_twice() {
        ReplayChannel channel = new ReplayChannel(0, 1 << 20);
        ReplayChannel.Reader reader = channel.read(-1);
        for (int i = 0; i < 10_000; i++) {
            channel.post("changed " + i % 300);
        }
        channel.post("changed 1");
        int count = 0;
        while (reader.next(NOW) instanceof ReplayChannel.Event event) {
            reader.sent(event);
            count++;
        }

        assertThat(count).isBetween(200, 257);
        channel.post("changed 1");
        assertThat(reader.next(NOW)).isInstanceOf(ReplayChannel.Event.class);
    }

    @Test
    void the_latest_reader_is_the_one_that_reads() {
        ReplayChannel channel = new ReplayChannel(0, 1024);
        ReplayChannel.Reader first = channel.read(-1);
        ReplayChannel.Reader second = channel.read(-1);
        channel.post("x");

        assertThat(first.next(NOW)).isInstanceOf(ReplayChannel.End.class);
        first.stop();
        assertThat(second.next(NOW)).isInstanceOf(ReplayChannel.Event.class);
        assertThat(channel.isRead()).isTrue();
    }
}
