package dev.mimo.memory;

import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Notices text that came out of memory a moment ago and is now offered as if it were new. Agents that store
/// their whole context otherwise fill a memory with copies of itself.
///
/// A text is an echo when most of its words lie inside recently recalled texts, in the same order. Short texts are
/// never echoes: people do say "thank you" twice.
public final class EchoGuard {
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final int RECALLED_MAX = 200;
    private static final int NAMESPACES_MAX = 1_000;
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Recalled NOTHING = new Recalled(List.of());
    private static final int RUN = 5;
    private static final int WORDS_MIN = 8;
    private static final double COVERED = 0.8;

    private final MemoryStore store;
    private final InstantSource clock;
    private final Duration window;
    private final Map<Namespace, Seen> latest = new ConcurrentHashMap<>();

    /// @param window how long a recalled text counts as recent; zero switches the guard off
    public EchoGuard(MemoryStore store, InstantSource clock, Duration window) {
        this.store = store;
        this.clock = clock;
        this.window = window;
    }

    /// Forgets what it knows of a namespace: something was recalled in it just now.
    public void recalledIn(Namespace namespace) {
        latest.remove(namespace);
    }

    /// The recalled texts of this moment, ready to be compared with many offers. Recalls of other processes may be
    /// missed for a second, which is as long as those take to write them down.
    Recalled recalled(Namespace namespace) {
        if (window.isZero()) {
            return NOTHING;
        }
        Instant now = clock.instant();
        Seen seen = latest.get(namespace);
        if (seen == null || seen.at().plus(FRESH).isBefore(now)) {
            seen = new Seen(now, new Recalled(store.recalledSince(namespace, now.minus(window), RECALLED_MAX)));
            if (latest.size() >= NAMESPACES_MAX) {
                latest.clear();
            }
            latest.put(namespace, seen);
        }
        return seen.recalled();
    }

    private record Seen(Instant at, Recalled recalled) {}

    private static List<String> words(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>(List.of(NOT_WORDS.split(plain)));
        words.removeIf(String::isEmpty);
        return words;
    }

    /// What was recalled, as runs of words.
    static final class Recalled {
        private final Map<List<String>, MemoryId> runs = new HashMap<>();

        Recalled(List<Memory> memories) {
            for (Memory memory : memories) {
                List<String> words = words(memory.details().content());
                for (int at = 0; at + RUN <= words.size(); at++) {
                    runs.putIfAbsent(List.copyOf(words.subList(at, at + RUN)), memory.id());
                }
            }
        }

        /// The memory that the text mostly repeats; absent when it says something of its own.
        @Nullable
        MemoryId echoedBy(String text) {
            if (runs.isEmpty()) {
                return null;
            }
            List<String> words = words(text);
            if (words.size() < WORDS_MIN) {
                return null;
            }
            BitSet covered = new BitSet();
            MemoryId first = null;
            for (int at = 0; at + RUN <= words.size(); at++) {
                MemoryId source = runs.get(words.subList(at, at + RUN));
                if (source != null) {
                    covered.set(at, at + RUN);
                    first = first == null ? source : first;
                }
            }
            return covered.cardinality() >= COVERED * words.size() ? first : null;
        }
    }
}
