package dev.mimo.telemetry;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeapTrimmerTest {
    private static final long MIB = 1 << 20;

    private final FakeHeap heap = new FakeHeap();
    private final HeapTrimmer trimmer = new HeapTrimmer(heap, () -> heap.now);

    @Test
    void a_heap_that_has_grown_far_beyond_what_is_in_use_is_collected() {
        heap.committed = 200 * MIB;
        trimmer.look();
        assertThat(heap.collections).isZero();

        heap.committed = 300 * MIB;
        trimmer.look();
        assertThat(heap.collections).isEqualTo(1);
    }

    @Test
    void a_heap_that_is_in_use_is_let_grow() {
        heap.committed = 1000 * MIB;
        heap.used = 800 * MIB;
        trimmer.look();
        heap.committed = 1900 * MIB;
        pass(Duration.ofMinutes(1));
        trimmer.look();
        assertThat(heap.collections).isEqualTo(1);

        heap.committed = 2100 * MIB;
        trimmer.look();
        assertThat(heap.collections).isEqualTo(2);
    }

    @Test
    void collecting_takes_a_small_part_of_the_time() {
        heap.committed = 2000 * MIB;
        heap.collectionTakes = Duration.ofMillis(100);
        trimmer.look();
        pass(Duration.ofMillis(1900));
        trimmer.look();
        assertThat(heap.collections).isEqualTo(1);

        pass(Duration.ofMillis(200));
        trimmer.look();
        assertThat(heap.collections).isEqualTo(2);
    }

    @Test
    void a_collection_that_takes_seconds_is_not_asked_for_again_soon() {
        heap.committed = 2000 * MIB;
        heap.collectionTakes = Duration.ofSeconds(3);
        trimmer.look();
        pass(Duration.ofSeconds(55));
        trimmer.look();
        assertThat(heap.collections).isEqualTo(1);

        pass(Duration.ofSeconds(10));
        trimmer.look();
        assertThat(heap.collections).isEqualTo(2);
    }

    private void pass(Duration time) {
        heap.now += time.toNanos();
    }

    private static final class FakeHeap implements HeapTrimmer.Heap {
        private long now;
        private long committed;
        private long used = 36 * MIB;
        private int collections;
        private Duration collectionTakes = Duration.ofMillis(1);

        @Override
        public long committed() {
            return committed;
        }

        @Override
        public long used() {
            return used;
        }

        @Override
        public void collect() {
            collections++;
            now += collectionTakes.toNanos();
        }
    }
}
