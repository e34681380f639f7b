package dev.mimo.facts.reason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The W3C's cases that the rules cover (the table in docs/facts-reasoning.md), with the data and the results of the
/// suites where these are (`-Dmimo.rdf-tests=DIR`). Their data are one triple a line; nothing else is read here.
class W3cEntailmentTest {
    private static final Path SUITES = Path.of(Objects.requireNonNullElse(System.getProperty("mimo.rdf-tests"),
            "../../shared/data/rdf-tests"));
    private static final Path SPARQL = SUITES.resolve("sparql11/entailment");
    private static final Path SEMANTICS = SUITES.resolve("rdf11/rdf-mt");
    private static final Pattern TRIPLE =
            Pattern.compile("^\\s*(<[^>]*>|[^\\s<@#]+)\\s+(<[^>]*>|\\S+)\\s+(<[^>]*>|\\S+)\\s*\\.\\s*$");
    private static final Pattern RESULT = Pattern.compile("<uri>([^<]*)</uri>");

    private final List<String> terms = new ArrayList<>();

    /// A pattern stands for the query, as `?` for its variables; the results are the suite's.
    @ParameterizedTest
    @CsvSource({"rdfs01, rdfs01, ex:a ? ex:c", "rdfs02, rdfs01, ? ex:b2 ex:c", "rdfs03, rdfs03, ? rdf:type ex:c2",
            "rdfs04, rdfs04, ? rdf:type ex:c2", "rdfs06, rdfs06, ? rdf:type ex:aType",
            "rdfs07, rdfs07, ? rdf:type ex:cType", "rdfs08, rdfs08, ex:d rdfs:range ?",
            "rdfs09, rdfs09, ? rdf:type ex:f", "rdfs10, rdfs10, ? ex:f ?"})
    void sparql_entailment(String name, String data, String pattern) throws IOException {
        List<Premise> stored = triples(SPARQL.resolve(data + ".ttl"));
        String[] parts = pattern.split(" ");
        List<String> expected = RESULT.matcher(Files.readString(SPARQL.resolve(name + ".srx"))).results()
                .map(result -> group(result, 1)).toList();

        TreeSet<String> found = new TreeSet<>();
        for (ReasonedStatement row : reasoner(stored).match(term(parts[0]), term(parts[1]), term(parts[2])).rows()) {
            Statement statement = row.statement();
            Stream.of(statement.subject(), statement.predicate(), statement.object()).map(terms::get)
                    .filter(term -> !List.of(parts).contains(term)).forEach(found::add);
        }

        assertThat(found.stream().map(term -> term.replaceFirst("^ex:", "http://example.org/ns#")
                .replaceFirst("^rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")))
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(expected));
    }

    @ParameterizedTest
    @CsvSource({"rdfs-subPropertyOf-semantics/test001.nt, rdfs-subPropertyOf-semantics/test002.nt, true",
            "rdfs-no-cycles-in-subClassOf/test001.nt, rdfs-no-cycles-in-subClassOf/test001.nt, true",
            "rdfs-no-cycles-in-subPropertyOf/test001.nt, rdfs-no-cycles-in-subPropertyOf/test001.nt, true",
            "statement-entailment/test001a.nt, statement-entailment/test001b.nt, false"})
    void semantics(String premises, String conclusions, boolean follows) throws IOException {
        List<Premise> stored = triples(SEMANTICS.resolve(premises));
        List<Premise> asked = triples(SEMANTICS.resolve(conclusions));
        QueryReasoner reasoner = reasoner(stored);

        assertThat(asked).isNotEmpty();
        assertThat(asked.stream().allMatch(each -> reasoner.prove(each.statement()) != null)).isEqualTo(follows);
    }

    private List<Premise> triples(Path file) throws IOException {
        assumeTrue(Files.exists(file), "the suites are not here");
        List<Premise> found = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            for (MatchResult triple : TRIPLE.matcher(line).results().toList()) {
                found.add(new Premise(new Statement(term(group(triple, 1)), term(group(triple, 2)),
                        term(group(triple, 3))), found.size(), 1));
            }
        }
        return found;
    }

    private static String group(MatchResult result, int number) {
        return Objects.requireNonNull(result.group(number));
    }

    /// What a vocabulary says of its terms becomes rules.
    private QueryReasoner reasoner(List<Premise> stored) {
        int type = term("rdf:type");
        int subclass = term("rdfs:subClassOf");
        int subproperty = term("rdfs:subPropertyOf");
        List<Rule> rules = new ArrayList<>(List.of(new Rule.Transitive(subclass), new Rule.Transitive(subproperty),
                new Rule.Chain(List.of(type, subclass), type)));
        for (Premise premise : stored) {
            Statement said = premise.statement();
            if (said.predicate() == subproperty && said.subject() != said.object()) {
                rules.add(new Rule.Subproperty(said.subject(), said.object()));
            } else if (said.predicate() == term("rdfs:domain")) {
                rules.add(new Rule.Domain(said.subject(), said.object()));
            } else if (said.predicate() == term("rdfs:range")) {
                rules.add(new Rule.Range(said.subject(), said.object()));
            }
        }
        return new QueryReasoner(RuleSet.of(rules, type), new CountingSource(stored), ReasonLimits.defaults());
    }

    private int term(String written) {
        if (written.equals("?")) {
            return StatementSource.ANY;
        }
        String name = written.equals("a")
                ? "rdf:type"
                : written.replaceFirst("^<http://www.w3.org/1999/02/22-rdf-syntax-ns#(\\w+)>$", "rdf:$1")
                        .replaceFirst("^<http://www.w3.org/2000/01/rdf-schema#(\\w+)>$", "rdfs:$1");
        if (!terms.contains(name)) {
            terms.add(name);
        }
        return terms.indexOf(name);
    }
}
