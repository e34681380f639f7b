package dev.mimo.terms;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedCacheTest {
    private final BoundedCache<String, byte[]> cache = new BoundedCache<>(100, (_, value) -> value.length);

    @Test
    void what_was_not_asked_for_longest_goes_first() {
        cache.put("a", new byte[40]);
        cache.put("b", new byte[40]);
        cache.find("a");
        cache.put("c", new byte[40]);

        assertThat(cache.find("a")).isNotNull();
        assertThat(cache.find("b")).isNull();
        assertThat(cache.find("c")).isNotNull();
    }

    @Test
    void what_is_heavier_than_the_bound_is_not_kept() {
        cache.put("a", new byte[101]);

        assertThat(cache.find("a")).isNull();
        assertThat(cache.findOrAdd("a", () -> new byte[7])).hasSize(7);
        assertThat(cache.find("a")).hasSize(7);
    }

    @Test
    void a_value_in_place_of_another_weighs_alone() {
        cache.put("b", new byte[10]);
        cache.put("a", new byte[90]);
        cache.put("a", new byte[10]);
        cache.put("c", new byte[80]);

        assertThat(cache.find("b")).isNotNull();
    }
}
