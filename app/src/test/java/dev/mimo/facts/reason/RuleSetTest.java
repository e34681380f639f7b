package dev.mimo.facts.reason;

import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import dev.mimo.refusal.RefusedException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RuleSetTest {
    private static final int TYPE = 9;

    @Provide
    Arbitrary<SmallWorld> worlds() {
        return SmallWorld.worlds();
    }

    @Test
    void a_rule_that_says_the_same_as_another_is_refused_by_its_place() {
        assertRefused("rules[1]", "says the same as rules[0]", new Rule.Transitive(1), new Rule.Transitive(1));
        assertRefused("rules[1]", "says the same as rules[0]", new Rule.Inverse(1, 2), new Rule.Inverse(2, 1));
        assertRefused("rules[1]", "says the same as rules[0]", new Rule.Disjoint(1, 2), new Rule.Disjoint(2, 1));
        assertRefused("rules[1]", "says the same as rules[0]", new Rule.Transitive(1),
                new Rule.Chain(List.of(1, 1), 1));
    }

    @Test
    void a_rule_that_says_nothing_is_refused() {
        assertRefused("rules[0]", "its own inverse", new Rule.Inverse(1, 1));
        assertRefused("rules[0]", "sub-property of itself", new Rule.Subproperty(1, 1));
        assertRefused("rules[0]", "disjoint with itself", new Rule.Disjoint(1, 1));
        assertRefused("rules[0]", "chain of 1 steps", new Rule.Chain(List.of(1), 2));
        assertRefused("rules[0]", "chain of 9 steps", new Rule.Chain(Collections.nCopies(9, 1), 2));
        assertRefused("rules[0]", "a term that there is not", new Rule.Transitive(-1));
    }

    @Test
    void what_is_disjoint_with_what_it_is_a_case_of_is_refused() {
        assertRefused("rules[2]", "sub-property of the other", new Rule.Subproperty(1, 2), new Rule.Subproperty(2, 3),
                new Rule.Disjoint(3, 1));
    }

    @Test
    void types_take_a_predicate_for_them() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> RuleSet.of(List.of(new Rule.Domain(1, 2)), RuleSet.NO_TYPE))
                .withMessageContaining("no predicate says what type");
    }

    @Test
    void there_are_a_thousand_rules_at_most() {
        List<Rule> rules = IntStream.rangeClosed(0, RuleSet.RULES_MAX).<Rule>mapToObj(Rule.Transitive::new).toList();

        assertThat(RuleSet.of(rules.subList(1, rules.size()), TYPE).rules()).hasSize(RuleSet.RULES_MAX);
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> RuleSet.of(rules, TYPE))
                .withMessageContaining("1001 rules");
    }

    @Test
    void rules_that_only_detect_are_given_to_whoever_stores() {
        RuleSet rules = RuleSet.of(List.of(new Rule.Functional(1), new Rule.Disjoint(2, 3)), TYPE);

        assertThat(rules.isFunctional(1)).isTrue();
        assertThat(rules.isFunctional(2)).isFalse();
        assertThat(rules.disjoint()).containsExactly(new Rule.Disjoint(2, 3));
        assertThat(rules.derived()).isEmpty();
    }

    @Test
    void a_goal_depends_on_all_that_may_give_it_and_on_nothing_else() {
        RuleSet rules = RuleSet.of(List.of(new Rule.Transitive(1), new Rule.Inverse(1, 2), new Rule.Subproperty(3, 2),
                new Rule.Chain(List.of(4, 5, 6), 3), new Rule.Subproperty(1, 7), new Rule.Domain(1, 8)), TYPE);

        assertThat(rules.dependencies(1)).isEqualTo(Set.of(1, 2, 3, 4, 5, 6));
        assertThat(rules.dependencies(3)).isEqualTo(Set.of(3, 4, 5, 6));
        assertThat(rules.dependencies(TYPE)).isEqualTo(Set.of(1, 2, 3, 4, 5, 6, TYPE));
        assertThat(rules.dependencies(4)).isEqualTo(Set.of(4));
    }

    @Property(tries = 200)
    void facts_that_a_goal_does_not_depend_on_change_nothing(@ForAll("worlds") SmallWorld world) {
        for (int predicate = SmallWorld.NODES; predicate < SmallWorld.NODES + SmallWorld.PREDICATES; predicate++) {
            int goal = predicate;
            Set<Integer> dependencies = world.ruleSet().dependencies(goal);
            SmallWorld needed = new SmallWorld(world.rules(), world.stored().stream()
                    .filter(premise -> dependencies.contains(premise.statement().predicate())).toList());

            assertThat(needed.fixpoint().holds().entrySet().stream().filter(e -> e.getKey().predicate() == goal))
                    .containsExactlyInAnyOrderElementsOf(world.fixpoint().holds().entrySet().stream()
                            .filter(e -> e.getKey().predicate() == goal).toList());
        }
    }

    private static void assertRefused(String field, String problem, Rule... rules) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> RuleSet.of(List.of(rules), TYPE))
                .withMessageContaining(field)
                .withMessageContaining(problem);
    }
}
