package dev.mimo.mcp.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ExamplesTest {
    private static final Path MODULE =
            Path.of(Objects.requireNonNullElse(System.getProperty("mimo.root"), "..")).resolve("mcp");
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

    @Test
    void the_client_of_the_readme_calls_the_server_of_the_readme() throws Exception {
        String java = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java").toString();
        String classes = Objects.requireNonNull(System.getProperty("java.class.path"));

        Process client = new ProcessBuilder(java, "-cp", classes, GreetingClient.class.getName(),
                java, "-cp", classes, GreetingServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> said = client.inputReader(UTF_8).lines().toList();

        assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).containsExactly("greet: Greets somebody by name.", "Hello, Ada!");
        assertThat(client.exitValue()).isZero();
    }

    @Test
    void the_readme_holds_the_examples_word_for_word() throws IOException {
        List<String> shown = BLOCK.matcher(Files.readString(MODULE.resolve("README.md"))).results()
                .map(block -> Objects.requireNonNull(block.group(1))).toList();

        assertThat(shown).containsExactly(source("GreetingServer"), source("GreetingClient"));
    }

    private static String source(String example) throws IOException {
        String whole = Files.readString(MODULE.resolve("src/test/java/dev/mimo/mcp/examples/" + example + ".java"));
        return whole.substring(whole.indexOf("import "));
    }
}
