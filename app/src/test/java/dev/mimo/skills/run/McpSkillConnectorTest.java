package dev.mimo.skills.run;

import dev.mimo.json.Json;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientHandlers;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.process.ProcessLauncher;
import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.catalog.SkillDefinition;
import dev.mimo.skills.catalog.SkillLaunch;
import dev.mimo.skills.catalog.SkillOptions;
import dev.mimo.skills.catalog.SkillSettings;
import dev.mimo.skills.catalog.VariableExpander;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// With a real program, which behaves badly.
class McpSkillConnectorTest {
    private static final CallOptions PATIENT = CallOptions.within(Duration.ofSeconds(20));

    @TempDir
    Path home;

    private final ProcessLauncher launcher = new ProcessLauncher();

    @AfterEach
    void close() {
        launcher.close();
    }

    @Test
    void a_program_is_started_spoken_with_and_ended_whole() throws Exception {
        RunningSkill running = connect(skill(List.of("fork"), Map.of()));

        assertThat(running.client().listTools(PATIENT).tools()).extracting(ToolDefinition::name)
                .containsExactly("echo", "hang", "die", "pid");
        assertThat(echo(running, "hello")).isEqualTo("hello");
        assertThat(running.usage().processes()).isGreaterThanOrEqualTo(4);

        running.close();
        assertThat(running.usage().processes()).isZero();
        running.gone().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Test
    void what_it_says_on_standard_error_is_in_its_log_without_its_secrets() throws Exception {
        SkillLaunch.Program launch = new SkillLaunch.Program(List.of("sh", script("chatty.sh",
                "echo \"starting with $KEY\" >&2\nexec sh " + server() + " good")),
                Map.of("KEY", "${SECRET}"), List.of(), null, null);
        connect(new SkillDefinition("chatty", launch, options(), true)).close();

        assertThat(home.resolve("logs/chatty.log")).content().contains("started as process", "starting with [redacted]")
                .doesNotContain("s3cret-value");
    }

    @Test
    void why_it_could_not_start_is_said_in_its_own_words() {
        assertThatThrownBy(() -> connect(skill(List.of("exit"), Map.of()))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("'nasty' cannot be spoken to").hasMessageContaining("exit code 7")
                .hasMessageContaining("no license found");
    }

    @Test
    void one_that_never_answers_is_given_up_and_ended() {
        long begun = System.nanoTime();
        assertThatThrownBy(() -> connect(new SkillDefinition("nasty", launch(List.of("mute"), Map.of()),
                options(Duration.ofSeconds(1)), true))).isInstanceOf(RefusedException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void what_its_entry_lacks_is_said() {
        assertThatThrownBy(() -> connect(skill(List.of("good"), Map.of("KEY", "${NONE}"))))
                .isInstanceOf(RefusedException.class).hasMessageContaining("NONE is not set");
        assertThatThrownBy(() -> connect(new SkillDefinition("a", new SkillLaunch.Program(List.of("no-such-program"),
                Map.of(), List.of(), null, null), options(), true))).hasMessageContaining("is not found on the PATH");
        assertThatThrownBy(() -> connect(new SkillDefinition("a", new SkillLaunch.Program(List.of("sh"),
                Map.of(), List.of(), null, home + "/none"), options(), true))).hasMessageContaining("is not there");
    }

    @Test
    void a_dangerous_command_is_not_run_unless_its_user_says_so() throws Exception {
        SkillLaunch.Program shell = new SkillLaunch.Program(List.of("sh", "-c", "exec sh " + server() + " good"),
                Map.of(), List.of(), null, null);

        assertThatThrownBy(() -> connect(new SkillDefinition("a", shell, options(), true)))
                .hasMessageContaining("is not run: a shell that is given a script");
        SkillOptions any = new SkillOptions(null, null, null, null, false, null, "", Set.of(), Set.of(), true);
        connect(new SkillDefinition("a", shell, any, true)).close();
    }

    @Test
    void strange_answers_harm_no_call() throws Exception {
        for (String mode : List.of("twice", "wrong", "garbage", "flood")) {
            RunningSkill running = connect(skill(List.of(mode), Map.of()));
            for (int i = 0; i < (mode.equals("flood") ? 2 : 20); i++) {
                assertThat(echo(running, mode + i)).isEqualTo(mode + i);
            }
            running.close();
        }
    }

    @Test
    void a_line_without_end_ends_the_call_and_the_program() throws Exception {
        RunningSkill running = connect(skill(List.of("long"), Map.of()));

        assertThatThrownBy(() -> echo(running, "x")).hasMessageContaining("a line of more than");
        running.close();
        assertThat(running.usage().processes()).isZero();
    }

    @Test
    void its_end_is_noticed_and_it_is_not_started_again_behind_the_pools_back() throws Exception {
        RunningSkill running = connect(skill(List.of("good"), Map.of()));

        assertThatThrownBy(() -> running.client().callTool("die", Json.object(), PATIENT))
                .hasMessageContaining("exit code 3");

        running.gone().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> echo(running, "x")).hasMessageContaining("has ended");
        running.close();
    }

    @Test
    void one_that_heeds_no_signal_is_ended_all_the_same() throws Exception {
        RunningSkill running = connect(skill(List.of("stubborn"), Map.of()));
        running.close();

        assertThat(running.usage().processes()).isZero();
    }

    private RunningSkill connect(SkillDefinition skill) throws InterruptedException {
        SkillPrograms programs = new SkillPrograms(launcher, home, Map.of("PATH", "/usr/bin:/bin"));
        return new McpSkillConnector(programs, new VariableExpander(Map.of("SECRET", "s3cret-value")),
                SkillSettings.defaults(), "0").connect(skill, ClientHandlers.NONE);
    }

    private static String echo(RunningSkill running, String text) throws InterruptedException {
        List<Content> content = running.client().callTool("echo", Json.object().put("text", text), PATIENT).content();
        return ((Content.Text) content.getFirst()).text();
    }

    private static SkillDefinition skill(List<String> arguments, Map<String, String> environment) {
        return new SkillDefinition("nasty", launch(arguments, environment), options(), true);
    }

    private static SkillLaunch launch(List<String> arguments, Map<String, String> environment) {
        List<String> words = new ArrayList<>(List.of("sh", server()));
        words.addAll(arguments);
        return new SkillLaunch.Program(words, environment, List.of(), null, null);
    }

    private static String server() {
        return Path.of("src", "test", "resources", "skills", "nasty-server.sh").toAbsolutePath().toString();
    }

    private String script(String name, String text) throws Exception {
        return Files.writeString(home.resolve(name), text).toString();
    }

    private static SkillOptions options() {
        return options(null);
    }

    private static SkillOptions options(@Nullable Duration start) {
        return new SkillOptions(start, null, null, null, false, null, "", Set.of(), Set.of(), false);
    }
}
