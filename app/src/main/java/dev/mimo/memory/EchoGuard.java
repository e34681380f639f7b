package dev.mimo.memory;

import dev.mimo.terms.BoundedCache;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Notices text that came out of memory a moment ago and is now offered as if it were new. Agents that store
/// their whole context otherwise fill a memory with copies of itself.
///
/// A text is an echo when most of its words lie inside recently recalled texts, in the same order. Short texts are
/// never echoes: people do say "thank you" twice.
///
/// Texts are hashed when they are recalled, once for all who ask. Of a namespace so many are held as make half a
/// million runs of words, those recalled last; of all namespaces together twice as many. That is 24 MiB at the most.
public final class EchoGuard {
    private static final int RECALLED_MAX = 200;
    private static final int RUNS_MAX = 1 << 19;
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int FETCHED_AT_ONCE = 10;
    private static final int WORDS_MIN = 8;
    private static final double COVERED = 0.8;

    private final MemoryStore store;
    private final InstantSource clock;
    private final Duration window;
    private final BoundedCache<TextKey, HashedText> texts = new BoundedCache<>(2L * RUNS_MAX,
            (_, text) -> text.weight());
    private final BoundedCache<Namespace, Recent> namespaces = new BoundedCache<>(2L * RUNS_MAX,
            (_, recent) -> recent.weight());

    private record TextKey(Namespace namespace, MemoryId id) {}

    /// @param runs ascending
    private record HashedText(MemoryId id, int version, long[] runs) {
        static HashedText of(Memory memory) {
            long[] runs = WordRuns.of(memory.details().content());
            Arrays.sort(runs);
            return new HashedText(memory.id(), memory.version(), runs);
        }

        /// In runs; what one costs besides is as much as some.
        long weight() {
            return runs.length + 16L;
        }
    }

    /// @param window how long a recalled text counts as recent; zero switches the guard off
    public EchoGuard(MemoryStore store, InstantSource clock, Duration window) {
        this.store = store;
        this.clock = clock;
        this.window = window;
    }

    /// Takes note of what was recalled just now, and was counted as such in the store.
    public void recalled(Namespace namespace, Collection<Memory> memories) {
        if (window.isZero() || memories.isEmpty()) {
            return;
        }
        long weight = 0;
        for (Memory memory : memories) {
            weight += weight < RUNS_MAX ? hashed(namespace, memory).weight() : 0;
        }
        recent(namespace).changed();
    }

    /// The recalled texts of this moment, ready to be compared with many offers. Recalls of other processes may be
    /// missed for a second, which is as long as those take to write them down.
    Recalled recalled(Namespace namespace) {
        return window.isZero() ? Recalled.NOTHING : recent(namespace).now();
    }

    private Recent recent(Namespace namespace) {
        return namespaces.findOrAdd(namespace, () -> new Recent(namespace));
    }

    private HashedText hashed(Namespace namespace, Memory memory) {
        TextKey key = new TextKey(namespace, memory.id());
        HashedText known = texts.find(key);
        if (known != null && known.version() == memory.version()) {
            return known;
        }
        HashedText made = HashedText.of(memory);
        texts.put(key, made);
        return made;
    }

    /// The latest of these, as many as may be held.
    ///
    /// @param ids latest first
    private List<HashedText> hashed(Namespace namespace, List<MemoryId> ids) {
        List<HashedText> found = new ArrayList<>();
        long weight = 0;
        for (int from = 0; from < ids.size() && weight < RUNS_MAX; from += FETCHED_AT_ONCE) {
            List<MemoryId> some = ids.subList(from, Math.min(from + FETCHED_AT_ONCE, ids.size()));
            List<MemoryId> unknown = new ArrayList<>();
            for (MemoryId id : some) {
                HashedText known = texts.find(new TextKey(namespace, id));
                if (known == null) {
                    unknown.add(id);
                } else {
                    found.add(known);
                }
            }
            store.findAll(namespace, unknown, null).forEach(memory -> found.add(hashed(namespace, memory)));
            weight = found.stream().mapToLong(HashedText::weight).sum();
        }
        return found;
    }

    /// What was recalled in one namespace, looked up once for all who ask within a moment.
    private final class Recent {
        private final Namespace namespace;
        // held while the store is asked; whoever comes meanwhile wants the same answer
        private final ReentrantLock lookup = new ReentrantLock();
        private volatile Seen seen = Seen.NOTHING;

        Recent(Namespace namespace) {
            this.namespace = namespace;
        }

        private record Seen(Instant at, List<MemoryId> ids, Recalled recalled) {
            static final Seen NOTHING = new Seen(Instant.MIN, List.of(), Recalled.NOTHING);

            boolean isFresh(Instant now) {
                return !at.isBefore(now.minus(FRESH));
            }
        }

        Recalled now() {
            Instant now = clock.instant();
            if (!seen.isFresh(now)) {
                lookup.lock();
                try {
                    if (!seen.isFresh(now)) {
                        seen = looked(now);
                        namespaces.put(namespace, this);
                    }
                } finally {
                    lookup.unlock();
                }
            }
            return seen.recalled();
        }

        private Seen looked(Instant now) {
            List<MemoryId> ids = store.recalledSince(namespace, now.minus(window), RECALLED_MAX);
            return new Seen(now, ids, ids.equals(seen.ids()) ? seen.recalled() : new Recalled(hashed(namespace, ids)));
        }

        void changed() {
            lookup.lock();
            try {
                seen = Seen.NOTHING;
            } finally {
                lookup.unlock();
            }
        }

        long weight() {
            return seen.recalled().runs.length + 16L;
        }
    }

    /// What was recalled, as runs of words.
    static final class Recalled {
        private static final Recalled NOTHING = new Recalled(List.of());

        private final List<HashedText> texts;
        /// Of all texts, ascending.
        private final long[] runs;

        private Recalled(List<HashedText> texts) {
            this.texts = texts;
            this.runs = texts.stream().flatMapToLong(text -> Arrays.stream(text.runs())).sorted().toArray();
        }

        /// The memory that the text mostly repeats; absent when it says something of its own.
        @Nullable
        MemoryId echoedBy(String text) {
            if (runs.length == 0) {
                return null;
            }
            long[] offered = WordRuns.of(text);
            int words = offered.length + WordRuns.LENGTH - 1;
            BitSet covered = new BitSet();
            for (int at = 0; at < offered.length; at++) {
                if (Arrays.binarySearch(runs, offered[at]) >= 0) {
                    covered.set(at, at + WordRuns.LENGTH);
                }
            }
            boolean echo = words >= WORDS_MIN && covered.cardinality() >= COVERED * words;
            return echo ? source(offered[covered.nextSetBit(0)]) : null;
        }

        private MemoryId source(long run) {
            return texts.stream().filter(text -> Arrays.binarySearch(text.runs(), run) >= 0).findFirst().orElseThrow()
                    .id();
        }
    }
}
