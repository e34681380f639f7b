package dev.mimo;

import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsLoaderTest {
    enum Color {
        LIGHT_RED, BLUE
    }

    record Secret(String value) {
        Secret {
            if (value.contains(" ")) {
                throw new IllegalArgumentException("a secret has no spaces");
            }
        }
    }

    record Limits(long bodyBytesMax, Duration patience) {}

    record DoorSettings(String host, int port, boolean open, double share, Color color, List<String> names,
            List<Secret> keys, @Nullable Path file, Limits limits) {
        DoorSettings {
            if (port < 0) {
                throw new IllegalArgumentException("port must not be negative");
            }
        }
    }

    record AllSettings(Path home, DoorSettings door) {}

    private static final AllSettings DEFAULTS = new AllSettings(Path.of("home"),
            new DoorSettings("localhost", 4000, false, 0.5, Color.BLUE, List.of(), List.of(), null,
                    new Limits(100, Duration.ofSeconds(1))));

    @TempDir
    Path directory = Path.of("");

    @Test
    void nothing_said_leaves_every_default() {
        assertThat(load("", Map.of(), Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void every_type_is_read_from_the_file() {
        AllSettings settings = load("""
                # a comment
                door:
                  host: example.org
                  port: 1
                  open: true
                  share: 0.25
                  color: light_red
                  names: [a, b]
                  keys:
                    - one
                    - two
                  file: x/y
                  limits:
                    body_bytes_max: 5000000000
                    patience: 250ms
                """, Map.of(), Map.of());

        assertThat(settings.door()).isEqualTo(new DoorSettings("example.org", 1, true, 0.25, Color.LIGHT_RED,
                List.of("a", "b"), List.of(new Secret("one"), new Secret("two")), Path.of("x/y"),
                new Limits(5_000_000_000L, Duration.ofMillis(250))));
    }

    @Test
    void flags_outweigh_the_environment_which_outweighs_the_file() {
        String file = "door: {host: file, port: 1, color: blue}";
        Map<String, String> environment = Map.of("MIMO_DOOR_HOST", "environment", "MIMO_DOOR_PORT", "2");

        AllSettings settings = load(file, environment, Map.of("door.host", "flag"));

        assertThat(settings.door().host()).isEqualTo("flag");
        assertThat(settings.door().port()).isEqualTo(2);
        assertThat(settings.door().color()).isEqualTo(Color.BLUE);
    }

    @Property(tries = 50)
    void any_port_reads_back_from_any_source(@ForAll @IntRange(max = 65_535) int port) {
        SettingsLoader<AllSettings> loader = new SettingsLoader<>(DEFAULTS);
        Path none = Path.of("there-is-no-such-file");

        assertThat(loader.load(none, Map.of("MIMO_DOOR_PORT", "" + port), Map.of()).door().port()).isEqualTo(port);
        assertThat(loader.load(none, Map.of(), Map.of("door.port", "" + port)).door().port()).isEqualTo(port);
    }

    @Property(tries = 200)
    void no_text_is_read_as_a_number_by_mistake(@ForAll String text) {
        try {
            SettingsLoader<AllSettings> loader = new SettingsLoader<>(DEFAULTS);
            int port = loader.load(Path.of("none"), Map.of(), Map.of("door.port", text)).door().port();
            assertThat(Integer.parseInt(text.trim())).isEqualTo(port);
        } catch (RefusedException e) {
            assertThat(e.refusal()).isInstanceOf(Refusal.Invalid.class);
        }
    }

    @Test
    void an_unknown_key_is_refused_and_the_nearest_is_named() {
        assertRefused(() -> load("door: {prot: 1}", Map.of(), Map.of()), "'door.prot'", "door.port");
        assertRefused(() -> load("", Map.of("MIMO_DOOR_PROT", "1"), Map.of()), "MIMO_DOOR_PROT", "MIMO_DOOR_PORT");
        assertRefused(() -> load("", Map.of(), Map.of("door.limits.patient", "1s")), "'door.limits.patient'",
                "door.limits.patience");
        assertRefused(() -> load("", Map.of(), Map.of("something.else.entirely", "1")), "something",
                "docs/settings.md");
    }

    @Test
    void a_value_of_another_type_is_refused_with_its_source() {
        assertRefused(() -> load("door: {port: many}", Map.of(), Map.of()), "whole number", "docs/settings.md");
        assertRefused(() -> load("", Map.of("MIMO_DOOR_OPEN", "yes"), Map.of()), "MIMO_DOOR_OPEN", "");
        assertRefused(() -> load("", Map.of(), Map.of("door.share", "NaN")), "finite", "");
        assertRefused(() -> load("", Map.of(), Map.of("door.port", "3000000000")), "32 bits", "");
        assertRefused(() -> load("", Map.of(), Map.of("door.color", "green")), "light_red, blue", "");
        assertRefused(() -> load("", Map.of(), Map.of("door.limits.patience", "5")), "30s", "");
        assertRefused(() -> load("door: {port: }", Map.of(), Map.of()), "no value", "");
        assertRefused(() -> load("door: 7", Map.of(), Map.of()), "'door'", "");
    }

    @Test
    void a_value_that_the_room_refuses_is_refused_with_its_reason() {
        assertRefused(() -> load("", Map.of(), Map.of("door.port", "-1")), "must not be negative", "command line");
    }

    @Test
    void a_refused_secret_is_not_repeated() {
        assertThatThrownBy(() -> load("", Map.of("MIMO_DOOR_KEYS", "hush hush"), Map.of()))
                .hasMessageContaining("a secret has no spaces").hasMessageNotContaining("hush");
    }

    @Test
    void a_secret_may_come_from_a_file() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");

        AllSettings settings = load("", Map.of("MIMO_DOOR_KEYS_FILE", secret.toString()), Map.of());

        assertThat(settings.door().keys()).containsExactly(new Secret("s3cret"));
    }

    @Test
    void a_secret_that_is_given_twice_or_cannot_be_read_is_refused() {
        assertRefused(() -> load("", Map.of("MIMO_DOOR_KEYS_FILE", "x", "MIMO_DOOR_KEYS", "y"), Map.of()), "twice", "");
        assertRefused(() -> load("", Map.of("MIMO_DOOR_KEYS_FILE", "/nowhere/x"), Map.of()), "cannot be read", "");
    }

    @Test
    void broken_yaml_is_refused_with_its_line() {
        assertRefused(() -> load("door:\n  port: [1\n", Map.of(), Map.of()), "not valid YAML", "");
        assertRefused(() -> load("door: {port: 1}\ndoor: {port: 2}\n", Map.of(), Map.of()), "YAML", "");
    }

    @Test
    void a_file_of_comments_sets_nothing() {
        assertThat(load("# nothing yet\n", Map.of(), Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void the_launcher_s_own_variables_are_not_settings() {
        Map<String, String> environment = Map.of("MIMO_HOME", "x", "MIMO_JAVA_HOME", "y", "MIMO_JAVA_OPTS", "z");

        assertThat(SettingsLoader.isNeeded(directory, environment, Map.of())).isFalse();
        assertThat(load("", environment, Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void no_two_keys_share_a_variable() {
        assertThat(SettingsLoader.keys(Settings.class).keySet().stream().map(SettingsLoader::variable))
                .doesNotHaveDuplicates();
    }

    private AllSettings load(String yaml, Map<String, String> environment, Map<String, String> flags) {
        try {
            Path file = directory.resolve("config.yaml");
            Files.writeString(file, yaml);
            return new SettingsLoader<>(DEFAULTS).load(file, environment, flags);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertRefused(ThrowingCallable call, String inDetail, String inRemedy) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.refusal()).isInstanceOf(Refusal.Invalid.class);
            assertThat(e.refusal().detail()).contains(inDetail);
            assertThat(e.refusal().remedy()).contains(inRemedy);
        });
    }
}
