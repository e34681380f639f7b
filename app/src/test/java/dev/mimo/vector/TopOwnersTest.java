package dev.mimo.vector;

import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class TopOwnersTest {
    @Property(tries = 150)
    void the_top_is_what_sorting_everything_gives(@ForAll @IntRange(min = 1, max = 200) int k,
            @ForAll @IntRange(max = 3000) int offers, @ForAll @IntRange(min = 1, max = 2000) int owners,
            @ForAll @IntRange(min = 1, max = 1000) int levels, @ForAll long seed) {
        Random random = new Random(seed);
        TopOwners first = new TopOwners(k);
        TopOwners second = new TopOwners(k);
        Map<Integer, Float> best = new TreeMap<>();
        for (int i = 0; i < offers; i++) {
            int owner = random.nextInt(owners);
            float score = (float) (random.nextInt(levels) - levels / 2) / levels;
            best.merge(owner, score, Math::max);
            TopOwners top = random.nextBoolean() ? first : second;
            if (score >= top.floor() && top.admits(owner, score)) {
                top.offer(owner, score);
            }
        }

        first.offerAll(second);
        FlatIndex.Hits hits = first.hits();

        List<Map.Entry<Integer, Float>> expected = best.entrySet()
                .stream()
                .sorted(Map.Entry.<Integer, Float>comparingByValue(Comparator.reverseOrder()))
                .limit(k)
                .toList();
        assertThat(hits.owners()).containsExactly(expected.stream().mapToInt(Map.Entry::getKey).toArray());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(hits.scores()[i]).isEqualTo(expected.get(i).getValue());
        }
    }
}
