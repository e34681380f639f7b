package dev.mimo.procedures.definition;

import dev.mimo.procedures.definition.DefinitionReader.Format;
import dev.mimo.procedures.definition.DefinitionReader.ReadDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DefinitionReaderTest {
    private static final Path ROOT = Path.of(Objects.requireNonNullElse(System.getProperty("mimo.root"), ".."));
    private final DefinitionReader reader = new DefinitionReader(_ -> false);

    private ReadDefinition own(String text) {
        return reader.read(text.getBytes(StandardCharsets.UTF_8), Format.OWN, null);
    }

    private ReadDefinition asl(String text) {
        return reader.read(text.getBytes(StandardCharsets.UTF_8), Format.ASL, "imported");
    }

    private static List<String> places(ReadDefinition read) {
        return read.errors().stream().map(each -> each.line() + " " + each.path()).toList();
    }

    private static String procedure(String states) {
        return "name: p\nversion: 1.0.0\nstart_at: a\nstates:\n" + states.indent(2);
    }

    @Test
    void every_example_of_the_documentation_is_valid() throws IOException {
        List<String> examples = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/procedures.md"))).results()
                .map((MatchResult match) -> Objects.requireNonNull(match.group(1))).toList();

        assertThat(examples).hasSizeGreaterThan(1).allSatisfy(example -> {
            ReadDefinition read = own(example);
            assertThat(read.errors()).isEmpty();
            assertThat(read.definition()).isNotNull();
        });
    }

    @Test
    void a_problem_has_the_path_and_the_line_of_the_value() {
        ReadDefinition read = own(procedure("""
                a:
                  type: action
                  tool: no_such_tool
                  retry:
                    - {error_equals: [States.ALL], max_attempts: many}
                  next: nowhere
                """));

        assertThat(places(read)).containsExactly("7 states.a.tool", "9 states.a.retry[0].max_attempts",
                "10 states.a.next");
    }

    @Test
    void states_that_are_not_reached_and_those_that_never_end_are_told() {
        ReadDefinition read = own(procedure("""
                a: {type: choice, choices: [{condition: "{% x = 1 %}", next: b}], default: c}
                b: {type: pass, next: b}
                c: {type: succeed}
                d: {type: succeed}
                """));

        assertThat(places(read)).containsExactly("6 states.b", "8 states.d");
    }

    @Test
    void conditions_that_can_never_be_right_are_told() {
        ReadDefinition read = own(procedure("""
                a:
                  type: choice
                  choices:
                    - {condition: "{% $length(x) = 'one' %}", next: b}
                    - {condition: "{% 1 + 1 %}", next: b}
                    - {condition: "{% x = %}", next: b}
                  default: b
                b: {type: succeed}
                """));

        assertThat(places(read)).containsExactly("8 states.a.choices[0].condition", "9 states.a.choices[1].condition",
                "10 states.a.choices[2].condition");
    }

    @Test
    void a_tool_of_a_skill_that_is_not_up_is_a_warning() {
        ReadDefinition read = own(procedure("a: {type: action, tool: shell__run, end: true}\n"));

        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings()).hasSize(1);
    }

    @Test
    void references_of_yaml_are_declined_so_that_a_small_text_is_no_large_tree() {
        ReadDefinition read = own("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n");

        assertThat(read.errors()).singleElement().satisfies(each -> assertThat(each.message()).contains("reference"));
    }

    @Test
    void what_is_hostile_is_one_problem_and_no_failure() {
        assertThat(own("").errors()).hasSize(1);
        assertThat(own("[".repeat(10_000)).errors()).hasSize(1);
        assertThat(own("{\"a\": ".repeat(100) + "1" + "}".repeat(100)).errors()).hasSize(1);
        assertThat(own("x".repeat(2_000_000)).errors()).hasSize(1);
        assertThat(own("name: a\nname: b\n").errors()).singleElement()
                .satisfies(each -> assertThat(each.line()).isEqualTo(2));
        assertThat(own("--- a\n--- b\n").errors()).isNotEmpty();
        assertThat(own("\"\\ud800\"").errors()).isNotEmpty();
    }

    @Test
    void the_form_of_the_earlier_system_is_taken_over() {
        ReadDefinition read = own("""
                {"name": "old", "version": "1.10", "initial_state": "say", "states": {
                  "say": {"action": {"module": "Mimo.Steps.Log", "function": "execute", "args": [{"message": "hi"}]},
                          "transitions": [{"event": "success", "target": "wait"}, {"event": "error", "target": "end"}]},
                  "wait": {"transitions": [{"event": "go", "target": "end"}]},
                  "end": {}}}
                """);

        assertThat(read.errors()).isEmpty();
        assertThat(Objects.requireNonNull(read.definition()).version()).isEqualTo("1.10.0");
    }

    @Test
    void a_module_of_the_earlier_system_that_is_no_step_is_refused_at_its_place() {
        ReadDefinition read = own("""
                {"name": "old", "version": "1.0", "initial_state": "run", "states": {
                  "run": {"action": {"module": "System", "function": "halt"}}}}
                """);

        assertThat(places(read)).contains("2 states.run.action.module");
    }

    @Test
    void amazon_states_language_is_read_with_paths_and_with_expressions() {
        assertThat(asl("""
                {"StartAt": "A", "States": {
                  "A": {"Type": "Task", "Resource": "remember", "Parameters": {"content.$": "States.Format('{}', $.x)"},
                        "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 2}], "Next": "B"},
                  "B": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input.x %}", "End": true}}}
                """).errors()).isEmpty();
        assertThat(places(asl("""
                {"StartAt": "A", "States": {
                  "A": {"Type": "Pass", "ResultPath": "$var",
                        "Parameters": {"x.$": "not a path"}, "End": true}}}
                """))).containsExactly("2 States.A.ResultPath", "3 States.A.Parameters.x.$");
    }

    @Test
    void a_diagram_shows_every_state_and_cannot_be_broken_out_of() {
        ReadDefinition read = own(procedure("""
                a: {type: choice, choices: [{condition: "{% x = '\\"; } evil' %}", next: b}], default: b}
                b: {type: succeed}
                """));

        String diagram = MermaidDiagram.of(Objects.requireNonNull(read.definition()));

        assertThat(diagram).startsWith("stateDiagram-v2\n").contains("s0 --> s1 : otherwise", "s1 --> [*]")
                .doesNotContain(";");
    }
}
