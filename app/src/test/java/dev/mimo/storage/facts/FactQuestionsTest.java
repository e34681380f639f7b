package dev.mimo.storage.facts;

import dev.mimo.TestClock;
import dev.mimo.facts.NewFact;
import dev.mimo.facts.operation.FactOperations;
import dev.mimo.facts.operation.FactTransfer.FactImport;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FactQuestionsTest {
    @TempDir
    Path folder;

    private OpenFacts facts;

    @BeforeEach
    void open() {
        facts = new OpenFacts(folder, new TestClock());
        facts.teach("alice", "reports_to", "bob");
        facts.teach("carol", "reports_to", "bob");
        facts.teach("bob", "reports_to", "ceo");
        facts.teach("alice", "works_in", "Platform Team");
        facts.teach("carol", "works_in", "sales");
    }

    @AfterEach
    void close() {
        facts.close();
    }

    @Test
    void any_position_may_be_a_variable() {
        assertThat(facts.rows("?x reports_to bob")).containsExactlyInAnyOrder("alice", "carol");
        assertThat(facts.rows("alice ?p bob")).containsExactly("reports_to");
        assertThat(facts.rows("alice ?p ?o")).containsExactlyInAnyOrder("reports_to bob", "works_in Platform Team");
        assertThat(facts.rows("?s ?p ceo")).containsExactly("bob reports_to");
        assertThat(facts.rows("?s ?p ?o")).hasSize(5);
        assertThat(facts.rows("alice reports_to bob")).containsExactly("yes");
        assertThat(facts.rows("alice reports_to carol")).isEmpty();
        assertThat(facts.rows("nobody reports_to ?x")).isEmpty();
    }

    @Test
    void clauses_are_joined_and_terms_may_be_quoted() {
        assertThat(facts.rows("?x reports_to ?y . ?x works_in \"Platform Team\""))
                .containsExactly("alice bob");
        assertThat(facts.rows("?x reports_to ?y . ?y reports_to ?z"))
                .containsExactlyInAnyOrder("alice bob ceo", "carol bob ceo");
        assertThat(facts.rows("?x likes ?x")).isEmpty();
    }

    @Test
    void a_variable_that_comes_twice_is_the_same_thing() {
        facts.teach("dan", "likes", "dan");
        facts.teach("dan", "likes", "erin");

        assertThat(facts.rows("?x likes ?x")).containsExactly("dan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?x reports_to", "?x reports_to bob carol", "?x . bob", "a b c . d e", "a b c.d",
            "\\'a b c",
            "?confidence is a", "a b \\'\\'", "? b c", ". a b c", "a b c . . d e f"})
    void what_cannot_be_read_is_refused_and_named(String where) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> facts.call(FactOperations::query, "{'where': '" + where + "'}"))
                .satisfies(refused -> assertThat(refused.refusal()).isInstanceOfSatisfying(Refusal.Invalid.class,
                        invalid -> assertThat(invalid.problems()).extracting("field").containsExactly("where")));
    }

    @Test
    void pages_go_on_in_what_was_known_at_the_first() {
        List<String> all = facts.rows("?s ?p ?o");
        ObjectNode first = facts.call(FactOperations::query, "{'where': '?s ?p ?o', 'limit': 2, 'infer': false}");
        facts.clock().advance(Duration.ofMinutes(1));
        facts.teach("aaron", "reports_to", "bob");
        facts.teach("alice", "knows", "zoe");

        List<String> seen = new ArrayList<>(texts(first));
        String cursor = first.path("next_cursor").asString();
        while (!cursor.isEmpty()) {
            ObjectNode next = facts.call(FactOperations::query,
                    "{'where': '?s ?p ?o', 'limit': 2, 'infer': false, 'cursor': '" + cursor + "'}");
            seen.addAll(texts(next));
            cursor = next.path("next_cursor").asString("");
        }

        assertThat(first.path("truncated").asBoolean()).isTrue();
        assertThat(seen).isEqualTo(all);
    }

    private static List<String> texts(ObjectNode answer) {
        return answer.path("rows").valueStream()
                .map(row -> row.path("s").asString() + " " + row.path("p").asString() + " " + row.path("o").asString())
                .toList();
    }

    @Test
    void what_follows_by_the_standard_rules_is_answered_too() {
        ObjectNode above = facts.call(FactOperations::query, "{'where': 'alice reports_to ?x'}");

        assertThat(above.path("rows").valueStream().map(row -> row.path("x").asString() + row.path("derived")))
                .containsExactlyInAnyOrder("bobfalse", "ceotrue");
        // nobody ever used that predicate
        assertThat(facts.call(FactOperations::query, "{'where': 'ceo manages ?x'}").path("rows").valueStream()
                .map(row -> row.path("x").asString())).containsExactlyInAnyOrder("bob", "alice", "carol");
    }

    @Test
    void a_path_is_a_shortest_one_with_its_facts() {
        Receipt direct = facts.teach("alice", "knows", "ceo");

        ObjectNode any = facts.call(FactOperations::path, "{'from': 'alice', 'to': 'ceo'}");
        ObjectNode reports = facts.call(FactOperations::path,
                "{'from': 'alice', 'to': 'ceo', 'predicate': 'reports_to'}");

        assertThat(any.path("path").toString()).isEqualTo("[\"alice\",\"ceo\"]");
        assertThat(any.path("facts").get(0).asString()).isEqualTo(direct.id());
        assertThat(reports.path("path").toString()).isEqualTo("[\"alice\",\"bob\",\"ceo\"]");
        assertThat(reports.path("facts")).hasSize(2);
        assertThat(facts.call(FactOperations::path, "{'from': 'ceo', 'to': 'alice'}").path("found").asBoolean())
                .isFalse();
        assertThat(facts.call(FactOperations::path, "{'from': 'ceo', 'to': 'alice', 'infer': true}").path("found")
                .asBoolean()).isTrue();
        assertThat(facts.call(FactOperations::path, "{'from': 'alice', 'to': 'ceo', 'max_depth': 1,"
                + " 'predicate': 'reports_to'}").path("found").asBoolean()).isFalse();
    }

    @Test
    void names_that_contain_each_other_or_an_arrow_are_no_circles() {
        facts.teach("a", "next", "ab");
        facts.teach("ab", "next", "b->c");
        facts.teach("b->c", "next", "b");
        facts.teach("b", "next", "a");

        ObjectNode around = facts.call(FactOperations::around, "{'entity': 'a', 'hops': 9, 'predicate': 'next'}");

        assertThat(around.path("entities").valueStream()
                .map(each -> each.path("id").asString() + " " + each.path("depth"))).containsExactly("ab 1", "b->c 2",
                        "b 3");
        assertThat(around.path("truncated").asBoolean()).isFalse();
        assertThat(facts.call(FactOperations::around, "{'entity': 'a', 'hops': 9, 'limit': 2}").path("truncated")
                .asBoolean()).isTrue();
        assertThat(facts.call(FactOperations::around, "{'entity': 'b', 'hops': 1, 'direction': 'both'}")
                .path("entities").valueStream().map(each -> each.path("id").asString()))
                .containsExactlyInAnyOrder("a", "b->c");
    }

    @Test
    void a_proof_shows_rules_facts_and_their_confidence() {
        facts.teach(new NewFact(NewFact.of("x", "y", "z").subject(), NewFact.of("x", "reports_to", "z").predicate(),
                NewFact.of("x", "y", "alice").object(), 0.8, "org chart", null, null));

        ObjectNode why = facts.call(FactOperations::explain,
                "{'subject': 'x', 'predicate': 'reports_to', 'object': 'ceo'}");

        assertThat(why.path("holds").asBoolean()).isTrue();
        assertThat(why.path("confidence").asDouble()).isEqualTo(0.8);
        JsonNode proof = why.path("proof");
        assertThat(proof.at("/rule/kind").asString()).isEqualTo("transitive");
        assertThat(proof.path("premises").valueStream().map(each -> each.path("object").asString()))
                .containsExactly("alice", "bob", "ceo");
        assertThat(proof.at("/premises/0/fact").asString()).startsWith("f_");
        assertThat(proof.at("/premises/0/stored/source").asString()).isEqualTo("org chart");
        ObjectNode not = facts.call(FactOperations::explain,
                "{'subject': 'ceo', 'predicate': 'reports_to', 'object': 'x'}");
        assertThat(not.path("holds").asBoolean()).isFalse();
        assertThat(not.has("proof")).isFalse();
    }

    @Test
    void questions_that_would_find_too_much_are_refused() {
        List<NewFact> many = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            many.add(NewFact.of("a" + i, "p", "b" + i));
        }
        facts.store().teach(OpenFacts.HERE, many);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> facts.call(FactOperations::query, "{'where': '?a p ?b . ?c p ?d'}"))
                .satisfies(refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.TooLarge.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'kind': 'inverse', 'predicate': 'p'}",
            "{'kind': 'transitive', 'predicate': 'p', 'with': ['q']}",
            "{'kind': 'chain', 'predicate': 'p', 'with': ['q']}",
            "{'kind': 'inverse', 'predicate': 'p', 'with': ['P']}", "{'kind': 'magic', 'predicate': 'p'}"})
    void rules_that_make_no_sense_are_refused(String rule) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> facts.call(FactOperations::putRules, "{'rules': [" + rule + "]}"))
                .satisfies(refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Invalid.class));
    }

    @Test
    void a_fact_that_ends_before_it_begins_is_refused_with_its_place() {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> facts.call(FactOperations::teachAll,
                "{'facts': [{'subject': 'a', 'predicate': 'p', 'object': 'b'}, {'subject': 'a', 'predicate': 'p',"
                        + " 'object': 'c', 'valid_from': '2026-01-02T00:00:00Z',"
                        + " 'valid_to': '2026-01-01T00:00:00Z'}]}"))
                .satisfies(refused -> assertThat(refused.refusal()).isInstanceOfSatisfying(Refusal.Invalid.class,
                        invalid -> assertThat(invalid.problems()).extracting("field")
                                .containsExactly("facts[1].valid_to")));
        assertThat(facts.rows("a p ?x")).isEmpty();
    }

    @Test
    void what_is_exported_comes_in_whole_and_goes_by_one_undo(@TempDir Path elsewhere) {
        facts.teach(NewFact.of("dan", "said", "\"two\\nlines\"@en").from("a book")
                .during(OpenFacts.at("2026-01-01T00:00:00+02:00"), null));
        String lines = facts.exported();
        try (OpenFacts other = new OpenFacts(elsewhere, new TestClock())) {
            FactImport imported = other.importLines(lines);

            assertThat(imported.read()).isEqualTo(6);
            assertThat(imported.stored()).isEqualTo(6);
            assertThat(other.exported()).isEqualTo(lines);
            assertThat(other.importLines(lines).receipt().status()).isEqualTo(Receipt.Status.SAME);

            other.undo(imported.receipt());

            assertThat(other.exported()).isEmpty();
        }
    }

    @Test
    void a_file_with_a_wrong_line_writes_nothing_and_names_the_line() {
        String lines = "{\"subject\": \"a\", \"predicate\": \"p\", \"object\": \"b\"}\n".repeat(700)
                + "{\"subject\": \"a\", \"predicate\": \"p\"}\n";

        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> facts.importLines(lines))
                .satisfies(refused -> assertThat(refused.refusal().detail()).contains("line 701", "object"));

        assertThat(facts.rows("a p ?x")).isEmpty();
    }
}
