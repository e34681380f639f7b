package dev.mimo.mcp.client.http;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResumePointTest {
    private final ResumePoint resumePoint = new ResumePoint(HttpTransportSettings.defaults());

    @Test
    void a_server_that_wants_to_be_asked_again_at_once_is_asked_after_a_pause() throws InterruptedException {
        resumePoint.asked(Duration.ZERO);
        long begin = System.nanoTime();
        for (int i = 0; i < 6; i++) {
            resumePoint.saw(new ServerEvent("message", "{}", "id" + i));
            assertThat(resumePoint.pause()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void a_stream_without_anything_new_is_taken_up_again_a_few_times_only() throws InterruptedException {
        resumePoint.asked(Duration.ofMillis(1));
        int times = 0;
        while (resumePoint.pause()) {
            times++;
        }
        assertThat(times).isEqualTo(HttpTransportSettings.defaults().resumptionsMax());
    }
}
