package dev.mimo.skills;

import dev.mimo.gateway.RegisteredTool;
import dev.mimo.gateway.ToolRegistry;
import dev.mimo.json.Json;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.Content;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.audit.ToolCallRecord;
import dev.mimo.skills.audit.ToolCallRecord.CallOutcome;
import dev.mimo.skills.catalog.SkillSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/// Skills of a home, with a real program behind each.
class SkillsRoomTest {
    @TempDir
    Path home;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ToolRegistry registry = new ToolRegistry();
    private @Nullable SkillsRoom room;

    @AfterEach
    void close() {
        if (room != null) {
            room.close();
        }
    }

    @Test
    void a_skill_is_learned_once_and_then_offered_without_being_started() throws Exception {
        write(skills("a", "good"));
        open();
        awaitTrue(() -> registry.find("a__echo") != null);
        assertThat(registry.tools()).extracting(ToolDefinition::name)
                .containsExactly("a__echo", "a__hang", "a__die", "a__pid");
        close();

        registry = new ToolRegistry();
        open();

        assertThat(registry.tools()).hasSize(4);
        assertThat(host().pool().state("a").running()).isEmpty();
        assertThat(call("a__echo", "hello")).isEqualTo("hello");
        assertThat(host().pool().state("a").running()).hasSize(1);
    }

    @Test
    void a_tool_that_has_changed_is_held_back_until_it_is_approved() throws Exception {
        Path state = home.resolve("changed");
        write(skills("a", "changing", state.toString()));
        open();
        awaitTrue(() -> registry.find("a__echo") != null);
        assertThat(call("a__echo", "before")).isEqualTo("before");
        Files.createFile(state);
        host().pool().stop("a");

        assertThatThrownBy(() -> call("a__echo", "x")).isInstanceOf(RefusedException.class)
                .hasMessageContaining("held back. It has changed since it was approved.");
        assertThat(registry.tools()).extracting(ToolDefinition::name).doesNotContain("a__echo").contains("a__pid");
        assertThat(Long.parseLong(call("a__pid", ""))).isPositive();

        host().trust("a");
        assertThat(call("a__echo", "after")).isEqualTo("after");
    }

    @Test
    void what_was_approved_outlives_a_restart_and_damage_approves_nothing() throws Exception {
        write(skills("a", "good"));
        open();
        awaitTrue(() -> registry.find("a__echo") != null);
        close();
        try (var pins = Files.list(home.resolve("skills/pins"))) {
            Path pin = pins.findFirst().orElseThrow();
            Files.writeString(pin, Files.readString(pin).replace("Answers what", "Sends away what"));
        }
        registry = new ToolRegistry();
        open();

        assertThat(registry.tools()).isEmpty();
        assertThat(registry.find("a__echo")).isNull();
    }

    @Test
    void a_change_of_the_file_is_followed_and_others_do_not_notice() throws Exception {
        write(skills("a", "good"));
        open();
        awaitTrue(() -> registry.find("a__echo") != null);
        String pid = call("a__pid", "");

        write("""
                {"mcpServers": {"a": %s, "b": %s}}""".formatted(entry("good"), entry("good")));
        awaitTrue(() -> registry.find("b__echo") != null);
        assertThat(call("a__pid", "")).isEqualTo(pid);

        write(skills("b", "good"));
        awaitTrue(() -> registry.find("a__echo") == null);
        awaitTrue(() -> !ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false));
        assertThat(call("b__echo", "still")).isEqualTo("still");
    }

    @Test
    void a_skill_that_cannot_be_started_takes_no_other_with_it() throws Exception {
        write("""
                {"mcpServers": {"bad": %s, "worse": {"command": "no-such-program"}, "good": %s, "odd": 1}}"""
                .formatted(entry("exit"), entry("good")));
        open();
        awaitTrue(() -> registry.find("good__echo") != null);

        assertThat(call("good__echo", "x")).isEqualTo("x");
        awaitTrue(() -> host().pool().state("bad").lastError() != null
                && host().pool().state("worse").lastError() != null);
        assertThat(host().pool().state("bad").lastError()).contains("no license found");
        assertThat(host().pool().state("worse").lastError()).contains("not found on the PATH");
        assertThat(host().catalog().problems()).hasSize(1);
    }

    @Test
    void a_disabled_skill_is_not_offered() throws Exception {
        write("""
                {"mcpServers": {"a": {"command": "sh", "args": ["%s", "good"], "disabled": true}, "b": %s}}"""
                .formatted(server(), entry("good")));
        open();
        awaitTrue(() -> registry.find("b__echo") != null);

        assertThat(registry.find("a__echo")).isNull();
    }

    @Test
    void every_call_is_written_down_and_counted() throws Exception {
        write(skills("a", "good"));
        open();
        awaitTrue(() -> registry.find("a__echo") != null);
        call("a__echo", "secret words");
        assertThatThrownBy(() -> call("a__die", "")).isInstanceOf(RefusedException.class);
        close();

        List<ToolCallRecord> calls = Objects.requireNonNull(room).calls().latest(null, 10);
        assertThat(calls).extracting(ToolCallRecord::tool, ToolCallRecord::outcome)
                .containsExactly(tuple("die", CallOutcome.FAILED), tuple("echo", CallOutcome.OK));
        assertThat(calls.toString()).doesNotContain("secret words").contains("sha256:");
        assertThat(meters.counter("mimo.tool.calls", "skill", "a", "outcome", "ok").count()).isEqualTo(1);
        assertThat(meters.counter("mimo.skill.spawn.attempts").count()).isEqualTo(1);
    }

    private void open() {
        room = SkillsRoom.open(new SkillsRoom.Place(home, Map.of("PATH", "/usr/bin:/bin"), "0"), registry,
                SkillSettings.defaults(), new SkillMeters(meters), Clock.systemUTC());
        host().learn();
    }

    private SkillHost host() {
        return Objects.requireNonNull(room).host();
    }

    private String call(String tool, String text) throws InterruptedException {
        RegisteredTool found = Objects.requireNonNull(registry.find(tool), tool);
        List<Content> content = found.call(Json.object().put("text", text), CallContext.NONE).content();
        return ((Content.Text) content.getFirst()).text();
    }

    private void write(String text) throws IOException {
        Files.writeString(home.resolve("skills.json"), text);
    }

    private static String skills(String name, String... arguments) {
        return "{\"mcpServers\": {\"" + name + "\": " + entry(arguments) + "}}";
    }

    private static String entry(String... arguments) {
        return "{\"command\": \"sh\", \"args\": [\"" + server() + "\", \"" + String.join("\", \"", arguments) + "\"]}";
    }

    private static String server() {
        return Path.of("src", "test", "resources", "skills", "nasty-server.sh").toAbsolutePath().toString();
    }

    private static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
