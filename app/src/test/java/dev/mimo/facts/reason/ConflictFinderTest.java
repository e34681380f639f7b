package dev.mimo.facts.reason;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ConflictFinderTest {
    private static final int ALICE = 0;
    private static final int BOB = 1;
    private static final int CAROL = 2;
    private static final int PERSON = 10;
    private static final int TEAM = 11;
    private static final int EMPLOYEE = 12;
    private static final int IS_A = 20;
    private static final int SUBCLASS_OF = 21;
    private static final int REPORTS_TO = 22;
    private static final int MANAGES = 23;
    private static final int HEADED_BY = 24;
    private static final int WORKS_IN = 25;
    private static final int DISLIKES = 26;

    private final List<Premise> stored = new ArrayList<>();

    @Test
    void a_second_object_of_a_functional_predicate_is_in_conflict_with_the_first() {
        store(ALICE, REPORTS_TO, BOB);
        Rule rule = new Rule.Functional(REPORTS_TO);

        assertConflict(finder(rule).findStored(premise(ALICE, REPORTS_TO, CAROL)), rule,
                new Statement(ALICE, REPORTS_TO, CAROL), new Statement(ALICE, REPORTS_TO, BOB));
        assertThat(finder(rule).findStored(premise(ALICE, REPORTS_TO, BOB))).isEmpty();
        assertThat(finder(rule).findStored(premise(BOB, REPORTS_TO, CAROL))).isEmpty();
    }

    @Test
    void what_follows_by_transitivity_is_no_second_object() {
        store(ALICE, REPORTS_TO, BOB);
        ConflictFinder finder = finder(new Rule.Functional(REPORTS_TO), new Rule.Transitive(REPORTS_TO));

        assertThat(finder.find(premise(BOB, REPORTS_TO, CAROL))).isEmpty();
        assertThat(finder.find(premise(ALICE, REPORTS_TO, CAROL))).hasSize(1);
    }

    @Test
    void a_second_object_that_follows_is_found_where_inference_is_asked_for() {
        store(ALICE, REPORTS_TO, BOB);
        Rule functional = new Rule.Functional(REPORTS_TO);
        ConflictFinder finder = finder(functional, new Rule.Inverse(MANAGES, REPORTS_TO),
                new Rule.Subproperty(HEADED_BY, REPORTS_TO));

        assertThat(finder.findStored(premise(CAROL, MANAGES, ALICE))).isEmpty();
        assertConflict(finder.find(premise(CAROL, MANAGES, ALICE)), functional,
                new Statement(ALICE, REPORTS_TO, CAROL), new Statement(ALICE, REPORTS_TO, BOB));
        assertThat(finder.find(premise(ALICE, HEADED_BY, CAROL))).hasSize(1);
        assertThat(finder.find(premise(ALICE, HEADED_BY, BOB))).isEmpty();
    }

    @Test
    void disjoint_types_are_found_through_the_types_above_and_through_what_a_predicate_says() {
        store(BOB, IS_A, EMPLOYEE);
        store(EMPLOYEE, SUBCLASS_OF, PERSON);
        Rule disjoint = new Rule.Disjoint(PERSON, TEAM);
        ConflictFinder finder = finder(disjoint, new Rule.Chain(List.of(IS_A, SUBCLASS_OF), IS_A),
                new Rule.Range(WORKS_IN, TEAM));

        assertConflict(finder.find(premise(ALICE, WORKS_IN, BOB)), disjoint, new Statement(BOB, IS_A, TEAM),
                new Statement(BOB, IS_A, PERSON));
        assertThat(finder.findStored(premise(BOB, IS_A, TEAM))).isEmpty();
        assertThat(finder.find(premise(ALICE, WORKS_IN, CAROL))).isEmpty();
    }

    @Test
    void disjoint_predicates_are_not_both_between_two_things() {
        store(ALICE, REPORTS_TO, BOB);
        Rule disjoint = new Rule.Disjoint(REPORTS_TO, MANAGES);
        ConflictFinder finder = finder(disjoint, new Rule.Symmetric(DISLIKES), new Rule.Subproperty(DISLIKES, MANAGES));

        assertThat(finder.findStored(premise(ALICE, MANAGES, BOB))).hasSize(1);
        assertThat(finder.findStored(premise(BOB, MANAGES, ALICE))).isEmpty();
        assertConflict(finder.find(premise(BOB, DISLIKES, ALICE)), disjoint, new Statement(ALICE, MANAGES, BOB),
                new Statement(ALICE, REPORTS_TO, BOB));
    }

    @Test
    void a_conflict_that_was_there_before_is_not_the_new_statements() {
        store(BOB, IS_A, PERSON);
        store(BOB, IS_A, TEAM);
        ConflictFinder finder = finder(new Rule.Disjoint(PERSON, TEAM), new Rule.Range(WORKS_IN, TEAM));

        assertThat(finder.find(premise(ALICE, WORKS_IN, BOB))).isEmpty();
        assertThat(finder.find(premise(BOB, IS_A, TEAM))).hasSize(1);
    }

    private void store(int subject, int predicate, int object) {
        stored.add(new Premise(new Statement(subject, predicate, object), stored.size(), 1));
    }

    private static Premise premise(int subject, int predicate, int object) {
        return new Premise(new Statement(subject, predicate, object), 99, 0.5);
    }

    private ConflictFinder finder(Rule... rules) {
        return new ConflictFinder(RuleSet.of(List.of(rules), IS_A), new CountingSource(stored),
                ReasonLimits.defaults());
    }

    private static void assertConflict(List<StatementConflict> found, Rule rule, Statement one, Statement other) {
        assertThat(found)
                .extracting(StatementConflict::rule, conflict -> conflict.one().statement(),
                        conflict -> conflict.other().statement())
                .containsExactly(tuple(rule, one, other));
    }
}
