package dev.mimo;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/// The arrows between the rooms, all of them. A new arrow is a decision: add it here and to ARCHITECTURE.md, or
/// better, find out why it is wanted.
class ArchitectureTest {
    private static final String ROOT = "dev.mimo";
    /// Any room may use the ground floor; what it may use of itself stands below.
    private static final Set<String> GROUND =
            Set.of("terms", "refusal", "resilience", "telemetry", "json", "file", "call");
    private static final Set<String> MCP_WORDS = Set.of("mcp", "mcp.model");
    /// What any door may use besides the ground floor.
    private static final Set<String> BEHIND_DOORS = union(MCP_WORDS,
            Set.of("call", "memory", "models", "mcp.codec", "mcp.server", "mcp.http", "mcp.client", "cortex", "gateway",
                    "facts", "procedures", "skills", "tools"));

    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry("terms", Set.of()),
            entry("refusal", Set.of()),
            entry("resilience", Set.of()),
            entry("telemetry", Set.of()),
            entry("json", Set.of()),
            entry("file", Set.of()),
            entry("call", Set.of("terms", "refusal", "json", "file")),
            entry("vector", Set.of()),
            entry("words", Set.of()),
            // the protocol: messages first, then what whoever offers something may know, then engines
            entry("mcp", Set.of()),
            entry("mcp.model", Set.of("mcp")),
            entry("mcp.schema", Set.of()),
            entry("mcp.codec", union(MCP_WORDS, Set.of("mcp.schema"))),
            entry("mcp.server", union(MCP_WORDS, Set.of("mcp.codec", "mcp.schema"))),
            entry("mcp.http", union(MCP_WORDS, Set.of("mcp.server"))),
            entry("mcp.stdio", union(MCP_WORDS, Set.of("mcp.server"))),
            entry("mcp.client", union(MCP_WORDS, Set.of("mcp.codec"))),
            entry("process", Set.of()),
            entry("outbound", Set.of()),
            entry("models", Set.of("outbound")),
            entry("memory", Set.of("call", "models", "vector", "words")),
            entry("facts", Set.of("facts.reason", "models", "vector")),
            entry("facts.reason", Set.of()),
            entry("procedures", Set.of("call", "mcp.schema")),
            entry("index", Set.of("memory", "vector", "words")),
            entry("gateway", MCP_WORDS),
            entry("gateway.search", union(MCP_WORDS, Set.of("gateway", "models", "vector", "words"))),
            entry("skills", union(MCP_WORDS, Set.of("gateway", "gateway.search", "mcp.client", "mcp.codec", "process",
                    "outbound"))),
            entry("cortex", Set.of("call", "memory", "facts", "procedures", "models")),
            entry("tools", union(MCP_WORDS, Set.of("gateway", "gateway.search", "cortex", "call", "memory", "facts",
                    "procedures", "skills", "outbound"))),
            entry("storage", Set.of("memory", "facts", "facts.reason", "procedures", "gateway", "skills", "vector",
                    "index", "words")),
            entry("attach", Set.of("call", "json")),
            entry("door.http", BEHIND_DOORS),
            entry("door.mcp", union(BEHIND_DOORS, Set.of("door.http"))),
            entry("door.cli", union(BEHIND_DOORS, Set.of("attach"))),
            entry("door.chat", union(BEHIND_DOORS, Set.of("door.http"))),
            entry("door.rest", union(BEHIND_DOORS, Set.of("door.http"))),
            entry("door.operations", union(BEHIND_DOORS, Set.of("door.http"))));

    private static JavaClasses classes;

    @BeforeAll
    static void readTheProgram() {
        classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages(ROOT);
    }

    @Test
    void rooms_use_only_the_rooms_they_may() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            String from = room(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = room(dependency.getTargetClass().getBaseComponentType());
                if (!to.isEmpty() && !from.equals(to) && !mayUse(from, to)) {
                    wrong.add(from + " must not use " + to + ": " + dependency.getDescription());
                }
            }
        }
        assertThat(wrong).as("arrows that ARCHITECTURE.md does not allow").isEmpty();
    }

    @Test
    void every_room_has_its_arrows_stated() {
        Set<String> rooms = new TreeSet<>();
        classes.forEach(type -> rooms.add(room(type)));
        rooms.remove("");
        rooms.remove(ROOT);

        assertThat(ARROWS.keySet()).as("a new room states here what it may use").containsAll(rooms);
    }

    @Test
    void arrows_never_lead_back() {
        Map<String, Boolean> finished = new HashMap<>();
        ARROWS.keySet().forEach(room -> assertNoWayBack(room, finished, List.of(room)));
    }

    @Test
    void packages_never_lead_back() {
        SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void only_the_command_line_prints() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            if (room(type).equals("door.cli") || room(type).equals("mcp.stdio") || room(type).equals(ROOT)) {
                continue;
            }
            type.getFieldAccessesFromSelf().stream()
                    .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                    .forEach(access -> wrong.add(access.getDescription()));
        }
        assertThat(wrong).as("stdout may be a protocol: log instead, and print in door.cli").isEmpty();
    }

    @Test
    void nobody_logs_through_java_util_logging() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : classes) {
            type.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> dependency.getTargetClass().getPackageName().equals("java.util.logging"))
                    .forEach(dependency -> wrong.add(dependency.getDescription()));
        }
        assertThat(wrong).as("log through SLF4J").isEmpty();
    }

    private static void assertNoWayBack(String room, Map<String, Boolean> finished, List<String> way) {
        if (finished.containsKey(room)) {
            assertThat(finished.get(room)).as("a circle: " + String.join(" -> ", way)).isTrue();
            return;
        }
        finished.put(room, false);
        for (String next : ARROWS.getOrDefault(room, Set.of())) {
            assertNoWayBack(next, finished, append(way, next));
        }
        finished.put(room, true);
    }

    private static boolean mayUse(String from, String to) {
        if (from.equals(ROOT)) {
            return true;
        }
        return ARROWS.getOrDefault(from, Set.of()).contains(to)
                || (GROUND.contains(to) && !GROUND.contains(from) && mayKnowMimo(from, to));
    }

    /// The protocol is a library for anybody: of the ground floor it uses what is in its own module.
    private static boolean mayKnowMimo(String from, String to) {
        return to.equals("json") || to.equals("file") || !(from + ".").startsWith("mcp.");
    }

    /// The room of a class: the first part of its package, or the first two in `door` and `mcp`, and of the reasoner.
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (!name.equals(ROOT) && !name.startsWith(ROOT + ".")) {
            return "";
        }
        if (name.equals(ROOT)) {
            return ROOT;
        }
        String[] parts = name.substring(ROOT.length() + 1).split("\\.", -1);
        boolean twoParts = parts.length > 1
                && (Set.of("door", "mcp", "gateway").contains(parts[0])
                        || (name + ".").startsWith(ROOT + ".facts.reason."));
        return twoParts ? parts[0] + "." + parts[1] : parts[0];
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> both = new TreeSet<>(a);
        both.addAll(b);
        return Set.copyOf(both);
    }

    private static List<String> append(List<String> way, String next) {
        return Stream.concat(way.stream(), Stream.of(next)).toList();
    }
}
