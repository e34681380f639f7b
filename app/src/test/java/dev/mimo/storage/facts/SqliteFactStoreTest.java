package dev.mimo.storage.facts;

import dev.mimo.TestClock;
import dev.mimo.facts.Fact;
import dev.mimo.facts.FactId;
import dev.mimo.facts.FactPatch;
import dev.mimo.facts.FactRule;
import dev.mimo.facts.FactRule.RuleKind;
import dev.mimo.facts.FactView;
import dev.mimo.facts.NewFact;
import dev.mimo.facts.Viewpoint;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.Receipt.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.mimo.storage.facts.OpenFacts.HERE;
import static dev.mimo.storage.facts.OpenFacts.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SqliteFactStoreTest {
    @TempDir
    Path folder;

    private OpenFacts facts;

    @BeforeEach
    void open() {
        facts = new OpenFacts(folder, new TestClock());
    }

    @AfterEach
    void close() {
        facts.close();
    }

    private void functional(String predicate) {
        facts.store().putRules(HERE, List.of(FactRule.of(RuleKind.FUNCTIONAL, predicate)));
    }

    private @Nullable Fact find(Receipt receipt) {
        return facts.store().find(HERE, id(receipt), null);
    }

    private Fact found(Receipt receipt) {
        return Objects.requireNonNull(find(receipt));
    }

    private static FactId id(Receipt receipt) {
        return Objects.requireNonNull(FactId.of(Objects.requireNonNull(receipt.id())));
    }

    @Test
    void a_fact_taught_again_is_the_same_and_writes_nothing() {
        Receipt first = facts.teach("alice", "reports_to", "bob");

        Receipt again = facts.teach("Alice", "Reports To", "ＢＯＢ");

        assertThat(first.status()).isEqualTo(Status.STORED);
        assertThat(again.status()).isEqualTo(Status.SAME);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.undo()).isNull();
        assertThat(facts.rows("?x reports_to ?y")).containsExactly("alice bob");
    }

    @Test
    void names_that_differ_in_letters_are_different_things() {
        facts.teach("Café", "is_a", "bar");
        facts.teach("Cafe", "is_a", "shop");
        facts.teach("北京", "is_a", "city");

        assertThat(facts.rows("?x is_a ?y")).containsExactly("Café bar", "Cafe shop", "北京 city");
    }

    @Test
    void two_namespaces_hold_the_same_fact_each_for_itself() {
        facts.teach("alice", "knows", "bob");
        facts.store().teach(new Namespace("other"), List.of(NewFact.of("alice", "knows", "bob")));

        facts.store().retract(HERE, id(facts.teach("alice", "knows", "bob")));

        assertThat(facts.rows("?x knows ?y")).isEmpty();
        assertThat(facts.rows("?x knows ?y", ", 'namespace': 'other'")).containsExactly("alice bob");
    }

    @Test
    void a_new_object_of_a_functional_predicate_closes_the_old_fact_and_nothing_else() {
        functional("works_in");
        Receipt sales = facts.teach("alice", "works_in", "sales");
        facts.teach("bob", "works_in", "sales");
        facts.teach("alice", "knows", "bob");
        facts.clock().advance(Duration.ofHours(1));

        Receipt platform = facts.teach("alice", "works_in", "platform");

        assertThat(platform.closed()).containsExactly(sales.id());
        assertThat(platform.conflicts()).isEmpty();
        assertThat(facts.rows("?x works_in ?y")).containsExactlyInAnyOrder("alice platform", "bob sales");
        assertThat(facts.rows("alice works_in ?y", ", 'as_of': '2026-03-01T12:30:00Z'")).containsExactly("sales");
        assertThat(facts.rows("alice works_in ?y", ", 'known_at': '2026-03-01T12:30:00Z'")).containsExactly("sales");
        assertThat(found(sales).validTo()).isEqualTo(at("2026-03-01T13:00:00Z"));
        assertThat(found(sales).version()).isEqualTo(2);
    }

    @Test
    void updates_in_the_same_microsecond_take_effect_in_their_order() {
        functional("works_in");

        List<Receipt> receipts = facts.store().teach(HERE, List.of(NewFact.of("alice", "works_in", "a"),
                NewFact.of("alice", "works_in", "b"), NewFact.of("alice", "works_in", "c")));

        assertThat(facts.rows("alice works_in ?y")).containsExactly("c");
        assertThat(receipts.get(2).closed()).containsExactly(receipts.get(1).id());
    }

    @Test
    void an_older_fact_that_is_told_late_ends_where_the_newer_begins() {
        functional("works_in");
        facts.teach(NewFact.of("alice", "works_in", "platform").during(at("2026-02-01T00:00:00Z"), null));

        Receipt late = facts.teach(NewFact.of("alice", "works_in", "sales").during(at("2025-01-01T00:00:00Z"), null));

        assertThat(late.closed()).isEmpty();
        assertThat(found(late).validTo()).isEqualTo(at("2026-02-01T00:00:00Z"));
        assertThat(facts.rows("alice works_in ?y")).containsExactly("platform");
        assertThat(facts.rows("alice works_in ?y", ", 'as_of': '2025-06-01T00:00:00Z'")).containsExactly("sales");
    }

    @Test
    void what_no_rule_decides_is_a_conflict_with_both_sides() {
        functional("born_in");
        Receipt paris = facts.teach(NewFact.of("alice", "born_in", "paris").during(at("1990-01-01T00:00:00Z"), null));

        Receipt rome = facts.teach(NewFact.of("alice", "born_in", "rome").during(at("1990-01-01T00:00:00Z"), null));

        assertThat(rome.closed()).isEmpty();
        assertThat(rome.conflicts()).containsExactly(paris.id());
        assertThat(facts.store().conflicts(HERE, 10)).singleElement().satisfies(conflict -> {
            assertThat(conflict.first().object().text()).isEqualTo("paris");
            assertThat(conflict.second().object().text()).isEqualTo("rome");
        });
    }

    @Test
    void what_is_doubtful_closes_nothing() {
        functional("works_in");
        Receipt sure = facts.teach("alice", "works_in", "sales");
        NewFact rumor = NewFact.of("alice", "works_in", "platform");

        Receipt doubtful = facts.teach(new NewFact(rumor.subject(), rumor.predicate(), rumor.object(), 0.2, "a rumor",
                null, null));

        assertThat(doubtful.closed()).isEmpty();
        assertThat(doubtful.conflicts()).containsExactly(sure.id());
    }

    @Test
    void undo_of_a_teaching_takes_it_away_and_opens_again_what_it_closed() {
        functional("works_in");
        Receipt sales = facts.teach("alice", "works_in", "sales");
        Fact before = found(sales);
        facts.clock().advance(Duration.ofHours(1));
        Receipt platform = facts.teach("alice", "works_in", "platform");
        facts.clock().advance(Duration.ofHours(1));

        Receipt undone = facts.undo(platform);

        assertThat(undone.status()).isEqualTo(Status.RESTORED);
        assertThat(undone.id()).isEqualTo(platform.id());
        assertThat(found(sales)).isEqualTo(before);
        assertThat(facts.rows("alice works_in ?y")).containsExactly("sales");

        facts.undo(undone);

        assertThat(facts.rows("alice works_in ?y")).containsExactly("platform");
    }

    @Test
    void a_retracted_fact_stays_readable_as_it_was_known_and_comes_back_exactly() {
        Receipt taught = facts.teach("alice", "knows", "bob");
        Fact before = found(taught);
        facts.clock().advance(Duration.ofHours(1));

        Receipt retracted = facts.store().retract(HERE, id(taught));

        assertThat(retracted.status()).isEqualTo(Status.RETRACTED);
        assertThat(facts.rows("?x knows ?y")).isEmpty();
        assertThat(facts.rows("?x knows ?y", ", 'known_at': '2026-03-01T12:30:00Z'")).containsExactly("alice bob");
        assertThat(found(taught).retractedAt()).isEqualTo(Instant.parse("2026-03-01T13:00:00Z"));
        assertRefused(Refusal.Conflict.class, () -> facts.store().retract(HERE, id(taught)));

        facts.undo(retracted);

        assertThat(found(taught)).isEqualTo(before);
        assertRefused(Refusal.Conflict.class, () -> facts.undo(retracted));
    }

    @Test
    void a_change_is_the_next_version_and_can_be_undone() {
        Receipt taught = facts.teach("alice", "knows", "bob");
        Fact before = found(taught);

        Receipt changed = facts.store().update(HERE, id(taught),
                new FactPatch(0.5, "a friend", null, at("2027-01-01T00:00:00+02:00")));

        assertThat(changed.version()).isEqualTo(2);
        assertThat(found(taught).confidence()).isEqualTo(0.5);
        assertThat(found(taught).source()).isEqualTo("a friend");
        assertThat(found(taught).validTo()).isEqualTo(at("2027-01-01T00:00:00+02:00"));
        assertThat(facts.rows("?x knows ?y", ", 'min_confidence': 0.6")).isEmpty();
        assertThat(facts.rows("?x knows ?y", ", 'source': 'a friend'")).containsExactly("alice bob");
        assertThat(facts.rows("?x knows ?y", ", 'source': 'a stranger'")).isEmpty();

        facts.undo(changed);

        assertThat(found(taught)).isEqualTo(before);
    }

    @Test
    void undo_is_refused_once_the_fact_was_written_to_again() {
        Receipt taught = facts.teach("alice", "knows", "bob");
        facts.store().update(HERE, id(taught), new FactPatch(0.5, null, null, null));

        assertRefused(Refusal.Conflict.class, () -> facts.undo(taught));
    }

    @Test
    void rules_are_replaced_whole_and_undone_whole() {
        List<FactRule> before = facts.store().view(HERE, Viewpoint.NOW, FactView::rules);
        Receipt replaced = facts.store().putRules(HERE, List.of(FactRule.of(RuleKind.SYMMETRIC, "near")));
        Receipt again = facts.store().putRules(HERE, List.of(FactRule.of(RuleKind.TRANSITIVE, "near")));

        facts.undo(again);

        assertThat(rules()).containsExactly(FactRule.of(RuleKind.SYMMETRIC, "near"));

        Receipt standard = facts.undo(replaced);

        assertThat(rules()).isEqualTo(before);

        facts.undo(standard);

        assertThat(rules()).containsExactly(FactRule.of(RuleKind.SYMMETRIC, "near"));
    }

    private List<FactRule> rules() {
        return facts.store().view(HERE, Viewpoint.NOW, FactView::rules);
    }

    private static void assertRefused(Class<? extends Refusal> kind, Runnable call) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(call::run)
                .satisfies(refused -> assertThat(refused.refusal()).isInstanceOf(kind));
    }
}
