package dev.mimo.vector;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DotKernelsTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    @Test
    void the_vector_api_is_taken_where_the_module_is() {
        assertThat(DotKernels.best().name()).matches("vector-api \\(\\d+ bit\\)");
        assertThat(DotKernels.plain().name()).isEqualTo("plain");
    }

    @Test
    void a_jvm_without_the_module_falls_back_to_plain() throws Exception {
        assertThat(probe()).containsExactly("plain");
    }

    /// What other machines prefer. A machine with narrower vectors than asked for keeps its own width.
    @Test
    void narrower_vectors_compute_the_same() throws Exception {
        assertThat(probe(MODULE, "-XX:MaxVectorSize=32")).singleElement().asString().startsWith("vector-api (");
        assertThat(probe(MODULE, "-XX:MaxVectorSize=16")).containsExactly("vector-api (128 bit)");
    }

    @Test
    void vectors_too_narrow_to_help_are_not_used() throws Exception {
        assertThat(probe(MODULE, "-XX:MaxVectorSize=8")).containsExactly("plain");
    }

    @Test
    void a_range_outside_an_array_is_a_bug() {
        for (DotKernels kernels : List.of(DotKernels.best(), DotKernels.plain())) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> kernels.dot(new float[8], 4, new float[8], 0, 5));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> kernels.dots(new short[8], new byte[8], -1, new int[1], 1));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> kernels.dots(new short[8], new byte[23], 0, new int[3], 3));
        }
    }

    private static List<String> probe(String... flags) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(property("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-Xshare:auto", "-cp", property("java.class.path"), DotKernelsProbe.class.getName()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return out.readAllLines();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
