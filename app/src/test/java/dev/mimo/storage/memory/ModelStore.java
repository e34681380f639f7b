package dev.mimo.storage.memory;

import dev.mimo.memory.Access;
import dev.mimo.memory.Details;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a memory store promises, in the plainest words that can be run: for each memory, what it was from when on.
/// Ids and handles are given by the store under test; moments by the test's clock.
final class ModelStore {
    /// What a memory said, with the key it was stored under.
    record State(Memory memory, @Nullable String key) {}

    /// How one memory moves when the write is undone.
    record Move(MemoryId id, @Nullable State before, @Nullable State after) {}

    private record Line(List<State> versions, TreeMap<Instant, List<@Nullable State>> history) {}

    private static final class Room {
        final Map<MemoryId, Line> lines = new HashMap<>();
    }

    private final Map<Namespace, Room> rooms = new HashMap<>();

    private Room room(Namespace namespace) {
        return rooms.computeIfAbsent(namespace, _ -> new Room());
    }

    /// The memory that the offer is the same as, absent when it is new.
    @Nullable
    MemoryId same(Namespace namespace, NewMemory offer) {
        for (State state : current(namespace)) {
            if (offer.key() != null && offer.key().equals(state.key)) {
                return state.memory.id();
            }
        }
        return offer.details().session() == null ? withText(namespace, offer.details().content()) : null;
    }

    @Nullable
    MemoryId withText(Namespace namespace, String content) {
        for (State state : current(namespace)) {
            Details details = state.memory.details();
            if (details.session() == null && normal(details.content()).equals(normal(content))) {
                return state.memory.id();
            }
        }
        return null;
    }

    static String normal(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    }

    Move add(Namespace namespace, MemoryId id, NewMemory offer, Instant now) {
        State state = new State(new Memory(id, namespace, 1, offer.details(), now, Access.NONE), offer.key());
        Line line = new Line(new ArrayList<>(List.of(state)), new TreeMap<>());
        room(namespace).lines.put(id, line);
        return move(namespace, id, null, state, now);
    }

    Details patched(Namespace namespace, MemoryId id, Patch patch) {
        Memory old = Objects.requireNonNull(state(namespace, id, null)).memory();
        Details said = old.details();
        return patch.applyTo(new Details(said.content(), said.category(), said.importance(), said.tags(),
                said.metadata(), said.source(), said.session(), said.speaker(), said.trust(), old.occurredAt()));
    }

    Move update(Namespace namespace, MemoryId id, Patch patch, Instant now) {
        State old = Objects.requireNonNull(state(namespace, id, null));
        Line line = Objects.requireNonNull(room(namespace).lines.get(id));
        int number = line.versions.stream().mapToInt(state -> state.memory().version()).max().orElse(0) + 1;
        State next = new State(
                new Memory(id, namespace, number, patched(namespace, id, patch), now, Access.NONE), old.key());
        line.versions.add(next);
        return move(namespace, id, old, next, now);
    }

    Move delete(Namespace namespace, MemoryId id, Instant now) {
        return move(namespace, id, Objects.requireNonNull(state(namespace, id, null)), null, now);
    }

    /// Makes the memory at that moment what it was before the write.
    Move reverse(Namespace namespace, Move move, Instant now) {
        return move(namespace, move.id, move.after, move.before, now);
    }

    boolean canReverse(Namespace namespace, Move move) {
        return Objects.equals(state(namespace, move.id, null), move.after);
    }

    private Move move(Namespace namespace, MemoryId id, @Nullable State before, @Nullable State after, Instant now) {
        Line line = Objects.requireNonNull(room(namespace).lines.get(id));
        List<@Nullable State> states = new ArrayList<>();
        states.add(after);
        line.history.put(now, states);
        return new Move(id, before, after);
    }

    @Nullable
    State state(Namespace namespace, MemoryId id, @Nullable Instant at) {
        Line line = room(namespace).lines.get(id);
        if (line == null) {
            return null;
        }
        Map.Entry<Instant, List<@Nullable State>> entry = at == null
                ? line.history.lastEntry()
                : line.history.floorEntry(at);
        return entry == null ? null : entry.getValue().getFirst();
    }

    @Nullable
    Memory find(Namespace namespace, MemoryId id, @Nullable Instant at) {
        State state = state(namespace, id, at);
        return state == null ? null : state.memory();
    }

    List<Memory> versions(Namespace namespace, MemoryId id) {
        Line line = room(namespace).lines.get(id);
        return line == null ? List.of() : line.versions.stream().map(State::memory).toList();
    }

    List<State> current(Namespace namespace) {
        List<State> states = new ArrayList<>();
        for (MemoryId id : room(namespace).lines.keySet()) {
            State state = state(namespace, id, null);
            if (state != null) {
                states.add(state);
            }
        }
        return states;
    }

    /// Newest first.
    List<Memory> list(Namespace namespace, Filter filter) {
        List<Memory> found = new ArrayList<>();
        for (MemoryId id : room(namespace).lines.keySet()) {
            Memory memory = find(namespace, id, filter.knownAt());
            if (memory != null && holds(filter, memory)) {
                found.add(memory);
            }
        }
        found.sort(Comparator.comparing((Memory memory) -> memory.id().value()).reversed());
        return found;
    }

    private static boolean holds(Filter filter, Memory memory) {
        Details details = memory.details();
        return (filter.categories().isEmpty() || filter.categories().contains(details.category()))
                && (filter.tags().isEmpty() || filter.tags().stream().anyMatch(details.tags()::contains))
                && (filter.sessions().isEmpty()
                        || (details.session() != null && filter.sessions().contains(details.session())))
                && (filter.after() == null || !memory.occurredAt().toInstant().isBefore(filter.after()))
                && (filter.before() == null || memory.occurredAt().toInstant().isBefore(filter.before()));
    }

    List<MemoryId> ids(Namespace namespace) {
        return List.copyOf(room(namespace).lines.keySet());
    }
}
