package dev.mimo.memory.transfer.export;

import dev.mimo.memory.Access;
import dev.mimo.memory.Details;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A memory with all that was ever known of it, as it travels from one home to another.
///
/// @param key the caller's own, unique in a namespace
/// @param current the version in force
/// @param older the others, in order of their numbers
public record WholeMemory(Namespace namespace, MemoryId id, @Nullable String key, Version current,
        List<Version> older, Access access) {

    /// What was said at once.
    ///
    /// @param number from 1
    /// @param recordedAt when it was first learnt
    /// @param known when it was in force: at least one stretch, in order
    public record Version(int number, Details details, Instant recordedAt, List<Stretch> known) {
        public Version {
            known = List.copyOf(known);
        }

        /// A version that has been in force since it was learnt.
        public static Version inForce(int number, Details details, Instant recordedAt) {
            return new Version(number, details, recordedAt, List.of(new Stretch(recordedAt, null)));
        }
    }

    /// A stretch of time.
    ///
    /// @param to absent when it has not ended
    public record Stretch(Instant from, @Nullable Instant to) {}

    /// A stretch, and which version was in force in it.
    public record InForce(Version version, Stretch stretch) {}

    public WholeMemory {
        older = List.copyOf(older);
    }

    /// Which version was in force when, in order of time.
    public List<InForce> history() {
        return Stream.concat(older.stream(), Stream.of(current))
                .flatMap(version -> version.known().stream().map(stretch -> new InForce(version, stretch)))
                .sorted(Comparator.comparing((InForce one) -> one.stretch().from())
                        .thenComparing(one -> end(one.stretch())))
                .toList();
    }

    private static Instant end(Stretch stretch) {
        Instant to = stretch.to();
        return to == null ? Instant.MAX : to;
    }

    /// Why it cannot have been so; absent when it can: two versions of one number or in force at once, one that was not
    /// in force from the moment it was recorded, a stretch that
    /// ends before it begins, none or another than the current version in force now.
    public @Nullable String contradiction() {
        if (Stream.concat(older.stream(), Stream.of(current)).map(Version::number).distinct().count() != older.size()
                + 1) {
            return "has two versions of one number";
        }
        if (Stream.concat(older.stream(), Stream.of(current))
                .anyMatch(version -> !version.known().getFirst().from().equals(version.recordedAt()))) {
            return "has a version that was known before or after it was recorded";
        }
        Instant free = Instant.MIN;
        Instant open = null;
        for (InForce one : history()) {
            Instant to = one.stretch().to();
            if (open != null || one.stretch().from().isBefore(free)
                    || (to != null && to.isBefore(one.stretch().from()))) {
                return "has two versions in force at once, or one that ends before it begins";
            }
            if (to == null && one.version().number() != current.number()) {
                return "has an older version in force";
            }
            open = to == null ? one.stretch().from() : null;
            free = to == null ? free : to;
        }
        return open == null ? "has no version in force" : null;
    }
}
