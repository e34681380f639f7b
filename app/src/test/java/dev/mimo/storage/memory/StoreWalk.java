package dev.mimo.storage.memory;

import dev.mimo.TestClock;
import dev.mimo.memory.Access;
import dev.mimo.memory.Details;
import dev.mimo.memory.Filter;
import dev.mimo.memory.Memory;
import dev.mimo.memory.MemoryStore;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.memory.Trust;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.memory.ModelStore.Move;
import dev.mimo.storage.memory.ModelStore.State;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Page;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.Receipt.Status;
import dev.mimo.terms.UndoHandle;
import dev.mimo.terms.UndoStore;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Takes a store and the model through the same steps, in three namespaces, and compares them after each.
final class StoreWalk {
    private static final String[] TEXTS = {"tea", "  tea ", "coffee", "caf\u00e9", "cafe\u0301", "rain", "snow"};
    private static final Filter ABOUT_X = new Filter(List.of(), List.of("x"), List.of(), null, null, null);

    /// One step, as numbers that are taken modulo what there is to choose from.
    record Step(int kind, int room, int pick, int text, int circumstance) {}

    private record Used(Namespace namespace, UndoHandle handle, List<Move> moves, boolean used) {}

    private final MemoryStore store;
    private final UndoStore undo;
    private final TestClock clock;
    private final List<Namespace> rooms;
    private final ModelStore model = new ModelStore();
    private final List<Used> handles = new ArrayList<>();
    private final List<Instant> moments = new ArrayList<>();

    StoreWalk(MemoryStore store, UndoStore undo, TestClock clock, String name) {
        this.store = store;
        this.undo = undo;
        this.clock = clock;
        rooms = List.of(new Namespace(name + "-a"), new Namespace(name + "-b"), new Namespace(name + "-c"));
    }

    void take(Step step) {
        clock.advance(Duration.ofMillis(1));
        Namespace room = rooms.get(step.room % rooms.size());
        switch (step.kind % 8) {
            case 0, 1, 2 -> add(room, step);
            case 3 -> update(room, step);
            case 4 -> delete(room, step);
            case 5 -> deleteWhere(room);
            default -> undo(step);
        }
        moments.add(clock.instant());
        check(step);
    }

    private static NewMemory offer(int text, int circumstance) {
        List<String> tags = circumstance % 2 == 0 ? List.of() : List.of("x", "y\"z");
        Details details = new Details(TEXTS[text % TEXTS.length], circumstance % 3 == 0 ? "plan" : "fact", 0.25,
                tags, "{\"n\":" + circumstance + "}", circumstance % 5 == 0 ? "mail" : null,
                circumstance % 4 == 0 ? "s" + circumstance % 8 : null, circumstance % 4 == 0 ? "Ann" : null,
                circumstance % 3 == 0 ? Trust.TOOL : Trust.USER,
                circumstance % 7 == 0
                        ? OffsetDateTime.parse("2020-01-01T00:00:00-03:30").plusSeconds(circumstance)
                        : null);
        return new NewMemory(details, circumstance % 6 == 0 ? "k" + circumstance % 12 : null, false);
    }

    private void add(Namespace room, Step step) {
        List<NewMemory> offers = new ArrayList<>();
        for (int i = 0; i <= step.pick % 3; i++) {
            offers.add(offer(step.text + i * step.pick, step.circumstance + i));
        }
        List<Receipt> receipts = store.add(room, offers);
        assertThat(receipts).hasSameSizeAs(offers);
        for (int i = 0; i < offers.size(); i++) {
            Receipt receipt = receipts.get(i);
            MemoryId same = model.same(room, offers.get(i));
            assertThat(receipt.sameAs()).isEqualTo(same == null ? null : same.value());
            assertThat(receipt.status()).isEqualTo(same == null ? Status.STORED : Status.SAME);
            if (same == null) {
                note(receipt, List.of(model.add(room, id(receipt), offers.get(i), clock.instant())));
            }
        }
    }

    private void update(Namespace room, Step step) {
        MemoryId id = any(step);
        Patch patch = step.circumstance % 2 == 0
                ? new Patch(TEXTS[step.text % TEXTS.length], null, null, null, null, null)
                : new Patch(null, "plan", 0.75, List.of("x"), "{}", null);
        if (model.find(room, id, null) == null) {
            refused(Refusal.NotFound.class, () -> store.update(room, id, patch));
            return;
        }
        Details next = model.patched(room, id, patch);
        if (next.equals(model.patched(room, id, new Patch(null, null, null, null, null, null)))) {
            assertThat(store.update(room, id, patch).status()).isEqualTo(Status.SAME);
            return;
        }
        MemoryId holder = next.session() == null ? model.withText(room, next.content()) : null;
        if (holder != null && !holder.equals(id)) {
            refused(Refusal.Conflict.class, () -> store.update(room, id, patch));
            return;
        }
        Receipt receipt = store.update(room, id, patch);
        assertThat(receipt.status()).isEqualTo(Status.UPDATED);
        note(receipt, List.of(model.update(room, id, patch, clock.instant())));
        assertThat(receipt.version()).isEqualTo(Objects.requireNonNull(model.find(room, id, null)).version());
    }

    private void delete(Namespace room, Step step) {
        MemoryId id = any(step);
        if (model.find(room, id, null) == null) {
            refused(Refusal.NotFound.class, () -> store.delete(room, id));
            return;
        }
        note(store.delete(room, id), List.of(model.delete(room, id, clock.instant())));
    }

    private void deleteWhere(Namespace room) {
        List<Memory> held = model.list(room, ABOUT_X);
        Receipt receipt = store.deleteWhere(room, ABOUT_X);
        assertThat(receipt.count()).isEqualTo(held.size());
        if (!held.isEmpty()) {
            note(receipt, held.stream().map(memory -> model.delete(room, memory.id(), clock.instant())).toList());
        }
    }

    private void undo(Step step) {
        if (handles.isEmpty()) {
            return;
        }
        int at = step.pick % handles.size();
        Used used = handles.get(at);
        rooms.stream().filter(room -> !room.equals(used.namespace))
                .forEach(room -> refused(Refusal.NotFound.class, () -> undo.undo(room, used.handle)));
        if (used.used || used.moves.stream().anyMatch(move -> !canReverse(used.namespace, move))) {
            refused(Refusal.Conflict.class, () -> undo.undo(used.namespace, used.handle));
            return;
        }
        Receipt receipt = undo.undo(used.namespace, used.handle);
        assertThat(receipt.status()).isEqualTo(Status.RESTORED);
        handles.set(at, new Used(used.namespace, used.handle, used.moves, true));
        note(receipt, used.moves.stream()
                .map(move -> model.reverse(used.namespace, move, clock.instant())).toList());
    }

    private boolean canReverse(Namespace room, Move move) {
        State before = move.before();
        if (!model.canReverse(room, move) || before == null) {
            return model.canReverse(room, move);
        }
        NewMemory again = new NewMemory(before.memory().details(), before.key(), false);
        return model.current(room).stream().filter(state -> !state.memory().id().equals(move.id()))
                .noneMatch(state -> sameKey(state, again) || sameText(state, again));
    }

    private static boolean sameKey(State state, NewMemory offer) {
        return offer.key() != null && offer.key().equals(state.key());
    }

    private static boolean sameText(State state, NewMemory offer) {
        Details mine = offer.details();
        Details other = state.memory().details();
        return mine.session() == null && other.session() == null
                && ModelStore.normal(mine.content()).equals(ModelStore.normal(other.content()));
    }

    private void note(Receipt receipt, List<Move> moves) {
        assertThat(receipt.recordedAt()).isEqualTo(clock.instant());
        handles.add(new Used(receipt.namespace(), Objects.requireNonNull(receipt.undo()), moves, false));
    }

    private static MemoryId id(Receipt receipt) {
        return new MemoryId(Objects.requireNonNull(receipt.id()));
    }

    /// An id of any of the namespaces, or of none.
    private MemoryId any(Step step) {
        List<MemoryId> ids = new ArrayList<>(List.of(new MemoryId("unknown")));
        rooms.forEach(room -> ids.addAll(model.ids(room)));
        return ids.get(step.pick % ids.size());
    }

    private static void refused(Class<? extends Refusal> kind, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(RefusedException.class,
                refused -> assertThat(refused.refusal()).isInstanceOf(kind));
    }

    private void check(Step step) {
        List<MemoryId> all = new ArrayList<>();
        rooms.forEach(room -> all.addAll(model.ids(room)));
        Instant moment = moments.get(step.pick % moments.size());
        for (Namespace room : rooms) {
            assertThat(pages(room, Filter.ALL)).isEqualTo(model.list(room, Filter.ALL));
            Filter filter = filter(step, moment);
            assertThat(pages(room, filter)).isEqualTo(model.list(room, filter));
            assertThat(store.count(room, filter)).isEqualTo(model.list(room, filter).size());
            assertThat(uncounted(store.findAll(room, all, moment)))
                    .isEqualTo(
                            all.stream().flatMap(id -> Stream.ofNullable(model.find(room, id, moment))).toList());
            MemoryId one = any(step);
            Memory found = store.find(room, one, null);
            assertThat(found == null ? null : uncounted(found)).isEqualTo(model.find(room, one, null));
            assertThat(uncounted(store.versions(room, one, null).items())).isEqualTo(model.versions(room, one));
        }
        List<Namespace> inUse = rooms.stream().filter(room -> !model.current(room).isEmpty()).toList();
        assertThat(store.names(Namespace.DEFAULT, question(NamesInUse.Kind.NAMESPACES, "N")).names().stream()
                .map(Namespace::new).filter(rooms::contains).toList()).isEqualTo(inUse);
        for (Namespace room : rooms) {
            List<Memory> there = model.list(room, Filter.ALL);
            assertThat(store.names(room, question(NamesInUse.Kind.CATEGORIES, "")).names())
                    .containsExactlyInAnyOrderElementsOf(
                            there.stream().map(memory -> memory.details().category()).distinct().toList());
            assertThat(store.names(room, question(NamesInUse.Kind.TAGS, "")).names())
                    .containsExactlyInAnyOrderElementsOf(
                            there.stream().flatMap(memory -> memory.details().tags().stream()).distinct().toList());
        }
    }

    private static NamesInUse.Question question(NamesInUse.Kind kind, String prefix) {
        return new NamesInUse.Question(kind, prefix, "", 100);
    }

    private static Filter filter(Step step, Instant moment) {
        return new Filter(step.text % 2 == 0 ? List.of("plan", "other") : List.of(),
                step.text % 3 == 0 ? List.of("x", "none") : List.of(),
                step.pick % 4 == 0 ? List.of("s0", "s4") : List.of(),
                step.circumstance % 3 == 0 ? moment : null, step.circumstance % 5 == 0 ? moment : null,
                step.pick % 2 == 0 ? moment : null);
    }

    private List<Memory> pages(Namespace room, Filter filter) {
        List<Memory> all = new ArrayList<>();
        @Nullable
        Cursor cursor = null;
        do {
            Page<Memory> page = store.list(room, filter, 3, cursor);
            all.addAll(uncounted(page.items()));
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private static List<Memory> uncounted(List<Memory> memories) {
        return memories.stream().map(StoreWalk::uncounted).toList();
    }

    /// Repeats are counted beside the writes; they have their own test.
    private static Memory uncounted(Memory memory) {
        return new Memory(memory.id(), memory.namespace(), memory.version(), memory.details(), memory.recordedAt(),
                Access.NONE);
    }
}
