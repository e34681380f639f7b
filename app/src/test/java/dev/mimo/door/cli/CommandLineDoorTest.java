package dev.mimo.door.cli;

import dev.mimo.Main;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.tools.HostileTexts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static dev.mimo.door.cli.SampleAnswers.NOTHING;
import static dev.mimo.door.cli.SampleAnswers.RECALLED;
import static dev.mimo.door.cli.SampleAnswers.RECEIPT;
import static org.assertj.core.api.Assertions.assertThat;

class CommandLineDoorTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-05-07T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path home = Path.of("");
    private FakeProgram program = new FakeProgram(Path.of(""));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void startOnAnEmptyHome() {
        program = new FakeProgram(home);
    }

    @Test
    void remember_carries_every_option_into_the_request() {
        program.calls.answer = _ -> json(RECEIPT);

        int exit = run("remember", "Priya prefers", "tea", "-n", "team", "-t", "people", "--tag", "drinks",
                "--category", "observation", "--importance", "0.9", "--session", "s1", "--speaker", "Ana",
                "--source", "chat", "--occurred-at", "2026-01-01T00:00:00Z", "--key", "k1",
                "--metadata", "{\"a\": [1]}", "--force");

        assertThat(exit).isZero();
        assertThat(program.calls.called).containsExactly("remember");
        assertThat(program.calls.requests).containsExactly(json("""
                {"namespace": "team", "content": "Priya prefers tea", "category": "observation", "importance": 0.9,
                 "tags": ["people", "drinks"], "metadata": {"a": [1]}, "source": "chat", "session": "s1",
                 "speaker": "Ana", "occurred_at": "2026-01-01T00:00:00Z", "key": "k1", "force": true,
                 "wait": "indexed"}"""));
        assertThat(program.calls.closed).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "a/b", "..", ""})
    void the_log_of_a_skill_is_found_by_its_name_and_no_other_file_is(String name) {
        assertThat(run("skills", "logs", name)).isEqualTo(2);
        assertThat(text(err)).contains("is no name of a skill");
    }

    @Test
    void what_is_not_said_is_not_in_the_request() {
        program.calls.answer = _ -> json(RECEIPT);

        run("remember", "x", "--no-wait");

        assertThat(program.calls.requests).containsExactly(json("{\"content\": \"x\"}"));
        assertThat(text(err)).isEmpty();
    }

    @Test
    void a_receipt_says_what_happened_and_how_to_take_it_back() {
        program.calls.answer = _ -> json(RECEIPT);

        run("remember", "x", "--namespace", "team");

        assertThat(text(out)).isEqualTo("""
                stored  01M  in team
                  undo: ./mimo undo u_1 --namespace team
                  much like 01K (0.95)
                """);
        assertThat(text(err)).contains("--no-wait");
    }

    @Test
    void a_printed_command_can_be_pasted() {
        program.calls.answer = _ -> json(RECEIPT);

        run("remember", "x", "--namespace", "team", "--home", "/tmp/Ana's home");

        assertThat(text(out)).contains(
                "undo: ./mimo undo u_1 --home '/tmp/Ana'\\''s home' --namespace team\n");
    }

    @Test
    void names_in_use_are_listed() {
        program.calls.answer = _ -> json("{\"names\": [\"a\", \"b\"], \"more\": true}");

        assertThat(run("namespaces", "--prefix", "a")).isZero();
        assertThat(run("tags", "-n", "team", "--limit", "2")).isZero();

        assertThat(program.calls.requests).containsExactly(json("{\"prefix\": \"a\"}"),
                json("{\"namespace\": \"team\", \"of\": \"tags\", \"limit\": 2}"));
        assertThat(text(out)).isEqualTo("a\nb\na\nb\n");
        assertThat(text(err)).contains("more");
    }

    @Test
    void a_shell_learns_every_verb() {
        assertThat(run("completion", "zsh")).isZero();
        assertThat(text(out)).contains("complete -F", "namespaces", "--known-at");
        assertThat(run("completion", "fish")).isEqualTo(2);
    }

    @Test
    void a_held_text_shows_why_and_what_to_do() {
        program.calls.answer = _ -> json(
                """
                        {"receipt": {"status": "held", "namespace": "default", "recorded_at": "2026-05-07T12:00:00Z",
                         "reason": "It echoes a recall.", "remedy": "Use --force."}}""");

        run("remember", "x");

        assertThat(text(out)).isEqualTo("""
                held  in default
                  why: It echoes a recall.
                  do:  Use --force.
                """);
    }

    @Test
    void a_dash_reads_standard_input() {
        program.calls.answer = _ -> json(RECEIPT);

        int exit = runWithInput("from a pipe ü\n".getBytes(StandardCharsets.UTF_8), "remember", "-", "--no-wait");

        assertThat(exit).isZero();
        assertThat(program.calls.requests.getFirst().path("content").asString()).isEqualTo("from a pipe ü");
    }

    @Test
    void input_that_is_not_utf_8_is_refused() {
        assertThat(runWithInput(new byte[]{(byte) 0xff}, "remember", "-")).isEqualTo(2);
        assertThat(program.calls.requests).isEmpty();
        assertThat(text(err)).contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- buy milk", "-5 degrees outside", "--no sugar", "-- both", "\u2013 a dash"})
    void text_may_begin_with_a_dash(String text) {
        program.calls.answer = _ -> json(RECEIPT).setAll(json(NOTHING));

        assertThat(run("remember", text, "-n", "team", "--tag", "- a tag", "--no-wait")).as(text(err)).isZero();
        assertThat(run("recall", "--limit", "5", "why", text)).as(text(err)).isZero();
        assertThat(run("edit", "01A", "--content", text)).as(text(err)).isZero();

        assertThat(program.calls.requests).containsExactly(
                json("{\"namespace\": \"team\", \"tags\": [\"- a tag\"]}").put("content", text),
                json("{\"limit\": 5}").put("query", "why " + text), json("{\"id\": \"01A\"}").put("content", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-milk", "--milk", "--tags=my tag", "--=x y"})
    void what_may_be_a_mistyped_option_is_not_taken_for_text(String typed) {
        program.calls.answer = _ -> json(RECEIPT);
        assertThat(run("remember", typed)).isEqualTo(2);
        assertThat(text(err)).contains("after '--'");
        err.reset();
        assertThat(run("remember", "- buy milk", typed)).isEqualTo(2);
        assertThat(program.calls.called).isEmpty();
        assertThat(text(err)).contains("after '--'");
        assertThat(run("remember", "--no-wait", "--", typed, "- x")).isZero();
        assertThat(program.calls.requests).containsExactly(json("{}").put("content", typed + " - x"));
    }

    @Test
    void an_option_whose_value_is_attached_stays_an_option() {
        program.calls.answer = _ -> json(RECEIPT);
        run("remember", "x", "-tmy tag", "--source=a b", "--no-wait");

        assertThat(program.calls.requests)
                .containsExactly(json("{\"content\": \"x\", \"tags\": [\"my tag\"], \"source\": \"a b\"}"));
    }

    @Test
    void memories_that_wait_for_their_vectors_are_noted() {
        program.calls.answer = _ -> json(NOTHING.replace("}", ", \"pending\": 3}"));

        run("recall", "q");

        assertThat(text(err)).contains("searched by words alone: 3.");
    }

    @Test
    void recall_prints_score_age_and_text_in_columns() {
        program.calls.answer = _ -> json(RECALLED);

        int exit = run("recall", "what does", "Priya drink?", "--explain", "--limit", "5");

        assertThat(exit).isZero();
        assertThat(program.calls.requests).containsExactly(
                json("{\"query\": \"what does Priya drink?\", \"limit\": 5, \"explain\": true}"));
        assertThat(text(out)).isEqualTo("""
                0.82  3 h ago    Priya prefers tea over coffee
                                 01A · fact · #people
                                 why: meaning +0.41 (0.85), words +0.4 (7.1); words: tea, priya
                0.30  2 d ago    two
                                 lines ·[31m
                                 01B · fact
                """);
        assertThat(text(err)).contains("without meaning");
    }

    @Test
    void recall_carries_every_filter() {
        program.calls.answer = _ -> json(NOTHING);

        run("recall", "q", "--category", "fact", "--category", "plan", "--tag", "t", "--session", "s", "--after",
                "2026-01-01T00:00:00Z", "--before", "2026-02-01T00:00:00Z", "--known-at", "2026-03-01T00:00:00Z",
                "--max-tokens", "9", "--min-score", "0.5", "--effort", "high");

        assertThat(program.calls.requests).containsExactly(json("""
                {"query": "q", "max_tokens": 9, "min_score": 0.5, "effort": "high", "known_at": "2026-03-01T00:00:00Z",
                 "categories": ["fact", "plan"], "tags": ["t"], "sessions": ["s"], "after": "2026-01-01T00:00:00Z",
                 "before": "2026-02-01T00:00:00Z"}"""));
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).contains("Nothing found.");
    }

    @Test
    void json_prints_the_answer_as_it_is() {
        program.calls.answer = _ -> json(RECALLED);

        run("recall", "q", "--json");

        assertThat(json(text(out))).isEqualTo(json(RECALLED));
    }

    @Test
    void forget_by_filter_previews_until_it_is_told_yes() {
        program.calls.answer = _ -> json("{\"count\": 12, \"memories\": []}");

        run("forget", "--tag", "old");
        run("forget", "--tag", "old", "--yes");

        assertThat(program.calls.called).containsExactly("deleteMemories", "deleteMemories");
        assertThat(program.calls.requests).containsExactly(json("{\"filter\": {\"tags\": [\"old\"]}}"),
                json("{\"filter\": {\"tags\": [\"old\"]}, \"preview\": false}"));
        assertThat(text(err)).contains("12 in all").contains("--yes");
    }

    @Test
    void forget_needs_one_memory_or_a_filter_and_never_both() {
        assertThat(run("forget")).isEqualTo(2);
        assertThat(text(err))
                .isEqualTo("The field 'ID' is missing, and so is a filter in its place.\nName one memory by "
                        + "its id, or many by --category, --tag, --session, --after or --before.\n");
        err.reset();
        assertThat(run("forget", "01A", "--tag", "x")).isEqualTo(2);
        assertThat(text(err)).contains("exclude each other");
        assertThat(program.calls.called).isEmpty();
    }

    @Test
    void versions_on_further_pages_are_told_of() {
        program.calls.answer = _ -> json("{\"memories\": [], \"next_cursor\": \"MTEz\"}");

        assertThat(run("get", "01A", "--versions")).isZero();

        assertThat(text(err)).contains("--cursor MTEz");
    }

    @Test
    void a_recall_by_words_alone_says_what_helps() {
        program.calls.answer = _ -> json(NOTHING.replace("false}", "false, \"degraded\": [\"meaning\"],"
                + " \"remedy\": \"Give Java more heap.\"}"));

        run("recall", "q");

        assertThat(text(err)).contains("Searched without meaning. Give Java more heap.");
    }

    @Test
    void the_other_verbs_call_what_they_are_named_for() {
        program.calls.answer = _ -> {
            throw Refusal.notFound("It was asked.", "Nothing.");
        };
        run("get", "01A", "--known-at", "2026-01-01T00:00:00Z");
        run("get", "01A", "--versions", "--cursor", "x");
        run("list", "--category", "c", "--tag", "t", "--session", "s", "--limit", "3", "--cursor", "x");
        run("edit", "01A", "--content", "new", "--importance", "1", "--metadata", "{}");
        run("forget", "01A", "-n", "team");
        run("undo", "u_1", "-n", "team");

        assertThat(program.calls.called).containsExactly("getMemory", "memoryVersions", "listMemories", "updateMemory",
                "deleteMemory", "undo");
        assertThat(program.calls.requests).containsExactly(
                json("{\"id\": \"01A\", \"known_at\": \"2026-01-01T00:00:00Z\"}"),
                json("{\"id\": \"01A\", \"cursor\": \"x\"}"),
                json("{\"category\":\"c\",\"tag\":\"t\",\"session\":\"s\",\"limit\":3,\"cursor\":\"x\"}"),
                json("{\"id\":\"01A\",\"content\":\"new\",\"importance\":1.0,\"metadata\":{}}"),
                json("{\"namespace\": \"team\", \"id\": \"01A\"}"),
                json("{\"namespace\": \"team\", \"handle\": \"u_1\"}"));
    }

    static List<Map.Entry<Refusal, Integer>> refusals() {
        return List.of(Map.entry(new Refusal.Invalid("D.", "R.", List.of()), 2),
                Map.entry(new Refusal.TooLarge("D.", "R.", List.of()), 2),
                Map.entry(new Refusal.Unsupported("D.", "R."), 2),
                Map.entry(new Refusal.Unauthenticated("D.", "R."), 3),
                Map.entry(new Refusal.Denied("D.", "R."), 3),
                Map.entry(new Refusal.NotFound("D.", "R."), 4),
                Map.entry(new Refusal.Conflict("D.", "R."), 5),
                Map.entry(new Refusal.TooBusy("D.", "R.", Duration.ZERO), 6),
                Map.entry(new Refusal.Unavailable("D.", "R.", Duration.ZERO), 7),
                Map.entry(new Refusal.TimedOut("D.", "R."), 7));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_is_two_sentences_on_stderr_and_its_exit_code(
            Map.Entry<Refusal, Integer> refusal) {
        program.calls.answer = _ -> {
            throw new RefusedException(refusal.getKey());
        };

        int exit = run("recall", "q");

        assertThat(exit).isEqualTo(refusal.getValue());
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).isEqualTo("D.\nR.\n");
        assertThat(program.calls.closed).isEqualTo(1);
    }

    @Test
    void a_refusal_with_json_is_json_on_stderr() {
        program.calls.answer = _ -> {
            throw Refusal.notFound("D.", "R.");
        };

        assertThat(run("recall", "q", "--json")).isEqualTo(4);
        assertThat(text(out)).isEmpty();
        assertThat(json(text(err)))
                .isEqualTo(json("{\"type\":\"not-found\",\"exit\":4,\"detail\":\"D.\",\"remedy\":\"R.\"}"));
    }

    @Test
    void a_bug_ends_with_1_and_an_id() {
        program.calls.answer = _ -> {
            throw new IllegalStateException("oops");
        };

        assertThat(run("recall", "q")).isEqualTo(1);
        assertThat(text(err)).containsPattern("went wrong .*\\([0-9A-Z]{26}\\)");
    }

    @Test
    void a_mistyped_verb_or_option_says_what_was_meant() {
        assertThat(run("recal", "x")).isEqualTo(2);
        assertThat(text(err)).contains("recall");
        err.reset();
        assertThat(run("recall", "x", "--limt", "3")).isEqualTo(2);
        assertThat(text(err)).contains("--limit");
        err.reset();
        assertThat(run("recall", "x", "--limit", "many")).isEqualTo(2);
        assertThat(text(err)).contains("many").contains("help recall");
        err.reset();
        assertThat(run("remember")).isEqualTo(2);
        assertThat(text(err)).contains("TEXT").contains("help remember");
    }

    @ParameterizedTest
    @ValueSource(strings = {"remember x --no-wait", "recall q", "recall q --json", "get 01A", "list --json",
            "edit 01A --content x", "forget 01A", "undo u_1", "doctor", "connect", "help", "--version", "help recall"})
    void an_answer_that_cannot_be_written_is_no_success(String line) throws IOException {
        program.calls.answer = _ -> json(RECEIPT).setAll(json(RECALLED)).set("memory", json(RECALLED).path("memories")
                .path(0));
        try (OutputStream full = Files.newOutputStream(Path.of("/dev/full"))) {
            Terminal terminal = new Terminal(InputStream.nullInputStream(),
                    new PrintStream(new PrintStream(full, true, StandardCharsets.UTF_8), true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8), NOON, false, "./mimo", "/opt/mimo");

            assertThat(Main.commandLine(program, terminal).run(line.split(" "))).isEqualTo(7);
        }
        assertThat(text(err)).contains("could not be written");
    }

    @ParameterizedTest
    @FieldSource("dev.mimo.tools.HostileTexts#ALL")
    void nothing_that_is_remembered_is_hidden_or_steers_the_terminal(String hostile) {
        ObjectNode memory = ((ObjectNode) json(RECALLED).path("memories").path(0)).put("content", hostile)
                .put("category", hostile).put("speaker", hostile).put("session", hostile).put("source", hostile);
        memory.putArray("tags").add(hostile);
        memory.putObject("metadata").put("note", hostile);
        ObjectNode answer = json("{\"facts\": [], \"tokens\": 1, \"truncated\": false, \"count\": 1}");
        answer.putArray("memories").add(memory);
        answer.set("memory", memory);
        program.calls.answer = _ -> answer.deepCopy();

        for (String line : List.of("recall q", "list", "get 01A --versions", "forget --tag x")) {
            assertThat(run(line.split(" "))).as(text(err)).isZero();
            assertThat(HostileTexts.lines(text(out))).as(line).noneMatch(each -> each.startsWith("PWNED")
                    || each.startsWith("- 01JFORGED") || each.startsWith("  trust"));
        }
        assertThat(run("get", "01A")).isZero();
        assertThat(text(out).lastIndexOf("  trust       user\n")).isLessThan(text(out).indexOf("\n\n"));
        for (String line : List.of("recall q --json", "list --json", "get 01A --json")) {
            assertThat(run(line.split(" "))).isZero();
        }
        assertThat(HostileTexts.hidden(text(out))).isEmpty();
        assertThat(HostileTexts.hidden(text(err))).isEmpty();
    }

    @Test
    void help_and_version_go_to_stdout() {
        assertThat(run()).isZero();
        assertThat(text(out)).contains("remember", "recall", "doctor", "connect", "bench", "$MIMO_HOME");
        out.reset();
        assertThat(run("--version")).isZero();
        assertThat(text(out)).startsWith("mimo 1.2.3 (Java ");
        out.reset();
        assertThat(run("help", "recall")).isZero();
        assertThat(text(out)).contains("--explain");
    }

    @Test
    void serve_turns_its_options_into_settings_and_greets() {
        assertThat(run("serve", "--port", "0", "--host", "::1", "--set", "storage.readers=2")).isZero();

        assertThat(program.served.settings())
                .isEqualTo(Map.of("http.port", "0", "http.host", "::1", "storage.readers", "2"));
        assertThat(text(out)).contains("http://127.0.0.1:4000/mcp");
    }

    @Test
    void doctor_is_well_unless_a_check_is_bad() {
        program.checks.add(DoctorCheck.note("model", "loading", "Wait."));
        assertThat(run("doctor")).isZero();
        assertThat(text(out)).contains("note  model").contains("Mimo is well.");

        program.checks.add(DoctorCheck.bad("store", "torn", "Restore it."));
        out.reset();
        assertThat(run("doctor", "--json")).isEqualTo(7);
        assertThat(json(text(out)).path("healthy").asBoolean()).isFalse();
        assertThat(text(out)).contains("Restore it.");
    }

    @Test
    void doctor_of_a_server_is_unwell_without_one() {
        assertThat(run("doctor", "--serving")).isEqualTo(7);
        assertThat(text(out)).contains("bad   server");
    }

    @Test
    void connect_prints_what_each_client_takes() {
        assertThat(run("connect")).isZero();
        assertThat(text(out)).contains("claude mcp add --scope user mimo -- '/opt/my mimo/mimo' stdio",
                "\"mcpServers\"", "\"servers\"", "[mcp_servers.mimo]\n  command = \"/opt/my mimo/mimo\"");
        out.reset();
        assertThat(run("connect", "codex", "--http", "--address", "http://127.0.0.1:4444")).isZero();
        assertThat(text(out)).contains("url = \"http://127.0.0.1:4444/mcp\"").doesNotContain("Cursor");
        assertThat(run("connect", "emacs")).isEqualTo(2);
        assertThat(text(err)).contains("claude-code");
    }

    private int run(String... arguments) {
        return runWithInput(new byte[0], arguments);
    }

    private int runWithInput(byte[] input, String... arguments) {
        Terminal terminal = new Terminal(new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                NOON, false, "./mimo", "/opt/my mimo/mimo");
        return Main.commandLine(program, terminal).run(arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
