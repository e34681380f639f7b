package dev.mimo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The launcher's scripts, driven as a shell would, on made-up installations: a `java` that prints how it was
/// called, and a prepared run directory.
class LauncherTest {
    private static final Path ROOT = Path.of(Objects.requireNonNullElse(System.getProperty("mimo.root"), ".."))
            .toAbsolutePath().normalize();

    private record Ended(int exit, String out, String err) {}

    @TempDir
    Path directory = Path.of("");
    private Path root = Path.of("");

    @BeforeEach
    void installInAPathWithSpaces() throws IOException {
        root = Files.createDirectories(directory.toRealPath().resolve("a tree")).resolve("mimo tree");
        Files.createDirectories(root.resolve("etc/launcher"));
        for (String script : List.of("mimo", "etc/launcher/find-java", "etc/launcher/prepare", "etc/launcher/train")) {
            Files.copy(ROOT.resolve(script), root.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    @Test
    void a_jdk_of_the_right_release_is_found_without_starting_any() throws IOException, InterruptedException {
        jdk("zulu-17", "17.0.9");
        jdk("temurin-25", "25.0.3");
        jdk("later-26", "26");

        Ended ended = run(Map.of("FIND_JAVA_IN", directory.resolve("jdks").toString()), "etc/launcher/find-java");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).isEqualTo(directory.resolve("jdks/temurin-25") + "\n");
    }

    @Test
    void java_home_is_taken_first_and_passed_over_when_it_is_another_release()
            throws IOException, InterruptedException {
        Path old = jdk("old", "21.0.1");
        Path first = jdk("z-first", "25");
        String places = directory.resolve("jdks").toString();
        jdk("a-second", "25.0.1");

        assertThat(run(Map.of("FIND_JAVA_IN", places, "JAVA_HOME", first.toString()), "etc/launcher/find-java").out())
                .isEqualTo(first + "\n");
        assertThat(run(Map.of("FIND_JAVA_IN", places, "JAVA_HOME", old.toString()), "etc/launcher/find-java").out())
                .contains("a-second");
    }

    @Test
    void without_a_jdk_it_says_how_to_get_one_and_ends_with_7() throws IOException, InterruptedException {
        jdk("old", "17.0.9");

        Ended ended = run(Map.of("FIND_JAVA_IN", directory.resolve("jdks").toString()), "mimo", "recall", "x");

        assertThat(ended.exit()).isEqualTo(7);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("JDK 25", "brew install", "apt install", "sdk install", "adoptium.net");
    }

    @Test
    void a_mimo_java_home_that_is_no_jdk_25_is_named() throws IOException, InterruptedException {
        Path old = jdk("old", "17.0.9");

        Ended ended = run(Map.of("MIMO_JAVA_HOME", old.toString()), "mimo", "--version");

        assertThat(ended.exit()).isEqualTo(7);
        assertThat(ended.err()).contains(old.toString(), "MIMO_JAVA_HOME");
    }

    @Test
    void a_prepared_program_is_run_with_its_profile_and_its_words_untouched()
            throws IOException, InterruptedException {
        prepare();

        Ended ended = run(Map.of("MIMO_JAVA_OPTS", "-Da=1 -Db=2"), "mimo", "recall", "two words", "*", "");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.exit()).isZero();
        assertThat(ended.out().lines()).containsExactly("@" + root + "/run/cli.args",
                "-Dmimo.command=" + root + "/mimo", "-Dmimo.tty=false", "-Da=1", "-Db=2", "dev.mimo.Main", "recall",
                "two words", "*", "");
    }

    @Test
    void the_model_runtime_is_told_to_send_nothing() throws IOException, InterruptedException {
        prepare();
        Path java = directory.resolve("jdks/made up/bin/java");
        Files.writeString(java, "#!/usr/bin/env bash\nprintf '%s' \"$ORT_DISABLE_TELEMETRY\"\n");

        assertThat(run(Map.of("ORT_DISABLE_TELEMETRY", "0"), "mimo", "list").out()).isEqualTo("1");
    }

    @Test
    void verbs_choose_their_profile() throws IOException, InterruptedException {
        prepare();

        assertThat(run(Map.of(), "mimo", "stdio").out()).contains("/run/stdio.args");
        assertThat(run(Map.of(), "mimo", "serve", "--port", "0").out()).contains("/run/serve.args");
        assertThat(run(Map.of(), "mimo").out()).contains("/run/cli.args");
    }

    @Test
    void what_lives_for_long_ends_when_it_runs_out_of_memory() throws IOException {
        String prepare = Files.readString(root.resolve("etc/launcher/prepare"));

        for (String profile : List.of("stdio", "serve")) {
            int at = prepare.indexOf("    " + profile + ") printf");
            assertThat(prepare.substring(at, prepare.indexOf(";;", at))).contains("-XX:+ExitOnOutOfMemoryError");
        }
    }

    @Test
    void it_runs_through_links_from_anywhere() throws IOException, InterruptedException {
        prepare();
        Path bin = Files.createDirectories(directory.resolve("some bin"));
        Files.createSymbolicLink(bin.resolve("mimo-absolute"), root.resolve("mimo"));
        Files.createSymbolicLink(bin.resolve("mimo"), Path.of("mimo-absolute"));

        Ended ended = start(bin, Map.of(), List.of("./mimo", "list"));

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).contains("@" + root + "/run/cli.args").contains("-Dmimo.command=./mimo");
    }

    @Test
    void a_tree_that_was_moved_is_prepared_anew() throws IOException, InterruptedException {
        prepare();
        Path moved = root.resolveSibling("moved");
        Files.move(root, moved);
        root = moved;

        // nothing to build from here: what matters is that stale paths are not run
        Ended ended = run(Map.of("FIND_JAVA_IN", "/nowhere"), "mimo", "list");

        assertThat(ended.exit()).isEqualTo(7);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void a_newer_build_is_made_beside_while_the_one_before_answers() throws IOException, InterruptedException {
        prepare();
        Path begun = newerSources(
                "touch " + quoted("begun") + "; until [ -f " + quoted("go") + " ]; do sleep 0.1; done");

        Ended first = run(Map.of("FIND_JAVA_IN", directory.resolve("jdks").toString()), "mimo", "stdio");
        assertThat(first.exit()).isZero();
        assertThat(first.out()).contains("@" + root + "/run/stdio.args");
        await(begun);
        Ended second = run(Map.of(), "mimo", "list");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).contains("@" + root + "/run/cli.args");
        assertThat(Files.readString(root.resolve("app/target/prepare.lock/making"))).isEqualTo("building\n");

        Files.createFile(directory.resolve("go"));
        awaitUnlocked();
        Ended third = run(Map.of(), "mimo", "list");
        assertThat(third.err()).isEmpty();
        assertThat(third.out()).contains("@" + root + "/app/target/dist/run-").doesNotContain("/run/cli.args");
        assertThat(begun).exists();
    }

    @Test
    void a_newer_build_that_fails_leaves_the_one_before_and_is_told_once_a_start()
            throws IOException, InterruptedException {
        prepare();
        Path begun = newerSources("touch " + quoted("begun") + "; echo '[ERROR] no such thing'; exit 1");

        run(Map.of("FIND_JAVA_IN", directory.resolve("jdks").toString()), "mimo", "list");
        await(begun);
        awaitUnlocked();
        Files.delete(begun);
        Ended ended = run(Map.of("FIND_JAVA_IN", directory.resolve("jdks").toString()), "mimo", "list");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains("@" + root + "/run/cli.args");
        assertThat(ended.err()).hasLineCount(1).contains("failed", "app/target/build.log", "build");
        assertThat(begun).as("tried again without cause").doesNotExist();
        Ended asked = run(Map.of("FIND_JAVA_IN", directory.resolve("jdks").toString()), "mimo", "build");
        assertThat(asked.exit()).isEqualTo(1);
        assertThat(asked.err()).contains("no such thing", "app/target/build.log");
    }

    @Test
    void who_asks_for_the_build_waits_for_it_and_builds_that_run_are_kept() throws IOException, InterruptedException {
        prepare();
        newerSources("true");
        Path unused = Files.createDirectories(root.resolve("app/target/dist/run-1"));
        Path used = Files.createDirectories(root.resolve("app/target/dist/run-2"));
        Process user = new ProcessBuilder("bash", "-c", "read -r line; exit 0", "@" + used + "/cli.args").start();
        try {
            Ended ended = run(Map.of("FIND_JAVA_IN", directory.resolve("jdks").toString()), "mimo", "build");

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("built in");
            assertThat(used).exists();
            assertThat(unused).doesNotExist();
            assertThat(run(Map.of(), "mimo", "list").out()).contains("/app/target/dist/run-");
        } finally {
            user.destroy();
        }
    }

    /// Sources that are newer than the build, in a repository that has moved, and a Maven that does as told and then
    /// leaves what a build leaves.
    private Path newerSources(String maven) throws IOException {
        Files.createDirectories(root.resolve("app/src/main"));
        Files.createDirectories(root.resolve("mcp/src/main"));
        for (String pom : List.of("pom.xml", "app/pom.xml", "mcp/pom.xml", ".git/logs/HEAD")) {
            Files.createDirectories(Objects.requireNonNull(root.resolve(pom).getParent()));
            Files.writeString(root.resolve(pom), "");
        }
        Files.setLastModifiedTime(root.resolve("app/target/dist/ready/stamp"), FileTime.fromMillis(0));
        Path script = Files.writeString(root.resolve("mvnw"), "#!/usr/bin/env bash\n" + maven + """

                mkdir -p app/target/dist/lib
                touch app/target/dist/lib/mimo-1.jar app/target/dist/lib/mimo-mcp-1.jar
                echo lib/mimo-mcp-1.jar > app/target/dist/class-path
                """);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return directory.resolve("begun");
    }

    private String quoted(String file) {
        return "'" + directory.resolve(file) + "'";
    }

    private void awaitUnlocked() throws InterruptedException {
        for (int i = 0; i < 600 && Files.exists(root.resolve("app/target/prepare.lock")); i++) {
            Thread.sleep(100);
        }
        assertThat(root.resolve("app/target/prepare.lock")).doesNotExist();
    }

    private static void await(Path file) throws InterruptedException {
        for (int i = 0; i < 300 && !Files.exists(file); i++) {
            Thread.sleep(100);
        }
        assertThat(file).exists();
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = directory.resolve("jdks").resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"");
        for (String tool : List.of("java", "javac")) {
            Path file = Files.writeString(home.resolve("bin").resolve(tool),
                    "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        return home;
    }

    private void prepare() throws IOException {
        Path ready = Files.createDirectories(root.resolve("app/target/dist/ready"));
        Path java = jdk("made up", "25.0.3").resolve("bin/java");
        Files.writeString(ready.resolve("where"), root + "\n" + root.resolve("run") + "\n" + java + "\n");
        Files.writeString(ready.resolve("stamp"), "");
    }

    private Ended run(Map<String, String> environment, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return start(directory, environment, command);
    }

    private Ended start(Path from, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MIMO_") || name.equals("JAVA_HOME"));
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends in time").isTrue();
        return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
