package dev.mimo.words;

import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import dev.mimo.words.TextAnalyzer.QueryTerm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The index against BM25 as the formula has it, on random corpora with words of very different frequency.
class WordIndexPropertiesTest {
    private record Text(int[] words, boolean current) {
        long count(int word) {
            return IntStream.of(words).filter(each -> each == word).count();
        }
    }

    @Property(tries = 100)
    void scores_are_those_of_the_formula(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 400) int size) {
        Corpus corpus = new Corpus(seed, size);
        WordQuery query = corpus.index.prepare(corpus.question, 0.7);

        for (int ordinal = 0; ordinal < size; ordinal++) {
            int next = (ordinal + 1) % size;
            assertThat((double) query.worth(-1, ordinal, -1).alone()).isCloseTo(corpus.score(1, ordinal), within(1e-4));
            assertThat((double) query.worth(-1, ordinal, next).together())
                    .isCloseTo(corpus.score(1.7, ordinal, next), within(1e-4));
        }
    }

    @Property(tries = 100)
    void the_top_is_the_top_of_all_that_pass(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 400) int size,
            @ForAll @IntRange(min = 1, max = 30) int k, @ForAll @IntRange(min = 1, max = 20) int every) {
        assertExactTop(new Corpus(seed, size), k, ordinal -> ordinal % every == 0);
    }

    @Property(tries = 3)
    void the_top_is_found_across_windows(@ForAll long seed) {
        assertExactTop(new Corpus(seed, 3 * ScoreWindow.SIZE + 5), 50, ordinal -> ordinal % 1000 != 7);
    }

    @Property(tries = 100)
    void retiring_and_reviving_is_as_if_never_added_otherwise(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 200) int size) {
        Corpus corpus = new Corpus(seed, size);
        WordIndex fresh = new WordIndex();
        List<TermFrequencies> terms =
                corpus.texts.stream().map(text -> TermFrequencies.of(text.words.clone())).toList();
        terms.forEach(each -> fresh.add(each, true));

        IntStream.range(0, size).filter(i -> i % 3 == 0).forEach(i -> fresh.setCurrent(terms.get(i), false));
        IntStream.range(0, size).filter(i -> corpus.texts.get(i).current && i % 3 == 0)
                .forEach(i -> fresh.setCurrent(terms.get(i), true));
        IntStream.range(0, size).filter(i -> !corpus.texts.get(i).current && i % 3 != 0)
                .forEach(i -> fresh.setCurrent(terms.get(i), false));

        WordQuery expected = corpus.index.prepare(corpus.question, 1);
        WordQuery actual = fresh.prepare(corpus.question, 1);
        for (int ordinal = 0; ordinal < size; ordinal++) {
            assertThat(actual.worth(-1, ordinal, -1)).isEqualTo(expected.worth(-1, ordinal, -1));
        }
    }

    private static void assertExactTop(Corpus corpus, int k, IntPredicate filter) {
        WordQuery query = corpus.index.prepare(corpus.question, 0);
        List<Integer> expected = IntStream.range(0, corpus.texts.size())
                .filter(ordinal -> filter.test(ordinal) && query.worth(-1, ordinal, -1).alone() > 0).boxed()
                .sorted(Comparator.comparingDouble((Integer ordinal) -> -query.worth(-1, ordinal, -1).alone())).limit(k)
                .toList();

        WordIndex.Hits hits = corpus.index.search(query, k, filter);

        assertThat(IntStream.of(hits.ordinals()).boxed().toList()).isEqualTo(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(hits.scores()[i]).isEqualTo(query.worth(-1, expected.get(i), -1).alone());
        }
    }

    private static final class Corpus {
        final List<Text> texts = new ArrayList<>();
        final List<QueryTerm> question;
        final WordIndex index = new WordIndex();

        Corpus(long seed, int size) {
            Random random = new Random(seed);
            for (int i = 0; i < size; i++) {
                int[] words = random.ints(random.nextInt(40)).map(any -> word(random)).toArray();
                texts.add(new Text(words, random.nextInt(4) > 0));
            }
            question = random.ints(6).map(any -> word(random)).distinct()
                    .mapToObj(word -> new QueryTerm("word" + word, word)).toList();
            texts.forEach(text -> index.add(TermFrequencies.of(text.words.clone()), text.current));
        }

        /// Word n about half as often as word n-1, and the odd one negative, as half of all hashes are.
        private static int word(Random random) {
            int word = Long.numberOfTrailingZeros(random.nextLong());
            return word % 2 == 0 ? word : -word * 123_456_789;
        }

        double score(double texts, int... together) {
            List<Text> current = this.texts.stream().filter(Text::current).toList();
            double documents = current.size();
            double average = Math.max(1, current.stream().mapToInt(text -> text.words.length).average().orElse(1));
            double length = IntStream.of(together).map(ordinal -> this.texts.get(ordinal).words.length).sum();
            double score = 0;
            for (QueryTerm term : question) {
                double count = IntStream.of(together).mapToLong(i -> this.texts.get(i).count(term.hash())).sum();
                double holding = current.stream().filter(text -> text.count(term.hash()) > 0).count();
                double spread = documents == 0 ? 0 : documents * (1 - Math.pow(1 - holding / documents, texts));
                double idf = Math.log(1 + (Math.max(documents, 200) - spread + 0.5) / (spread + 0.5));
                score += idf * count / (count + 0.9 * (1 - 0.4 + 0.4 * length / (average * texts)));
            }
            return score;
        }

    }
}
