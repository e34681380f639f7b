package dev.mimo;

import dev.mimo.gateway.ToolRegistry;
import dev.mimo.json.Json;
import dev.mimo.mcp.model.ToolAnnotations;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.skills.trust.ToolPinFolder;
import dev.mimo.skills.trust.ToolPins;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SkillsOpenerTest {
    private static final ToolDefinition ECHO = new ToolDefinition("echo", "Echo", "Answers what it is told.",
            Json.object().put("type", "object"), null, new ToolAnnotations(true, false, true, false));

    @TempDir
    Path home = Path.of("");

    @Test
    void a_home_without_skills_has_nothing_made_for_them() {
        try (SkillsOpener skills = opener()) {
            assertThat(skills.registry().tools()).isEmpty();

            assertThat(home.resolve("skills")).doesNotExist();
        }
    }

    @Test
    void skills_that_are_named_later_are_offered_then() throws Exception {
        try (SkillsOpener skills = opener()) {
            ToolRegistry registry = skills.registry();
            CountDownLatch offered = new CountDownLatch(1);
            registry.listen(offered::countDown);
            new ToolPinFolder(home.resolve("skills/pins")).keep(ToolPins.firstSight("a", List.of(ECHO), Instant.EPOCH));

            Files.writeString(home.resolve("skills.json"), "{\"mcpServers\": {\"a\": {\"command\": \"none\"}}}");

            assertThat(offered.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(registry.tools()).extracting(ToolDefinition::name).containsExactly("a__echo");
        }
    }

    @Test
    void closing_ends_the_watch() {
        SkillsOpener skills = opener();
        skills.registry();

        skills.close();

        assertThat(skills.registry().tools()).isEmpty();
    }

    private SkillsOpener opener() {
        return new SkillsOpener(() -> Settings.load(home, Map.of(), Map.of()), Map.of(), SimpleMeterRegistry::new);
    }
}
