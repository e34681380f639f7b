package dev.mimo.models;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NativeLibrariesTest {
    @Test
    void platforms_are_named_as_the_runtime_names_its_folders() {
        assertThat(NativeLibraries.platform("Linux", "amd64")).isEqualTo("linux-x64");
        assertThat(NativeLibraries.platform("Linux", "aarch64")).isEqualTo("linux-aarch64");
        assertThat(NativeLibraries.platform("Mac OS X", "aarch64")).isEqualTo("osx-aarch64");
        assertThat(NativeLibraries.platform("Plan 9", "mips")).isEqualTo("unknown-unknown");
    }

    @Test
    void the_unpacked_library_of_this_platform_is_used() {
        NativeLibraries.use(TestModels.DIST);

        Path folder = Path.of(String.valueOf(System.getProperty("onnxruntime.native.path")));
        assertThat(folder).startsWith(TestModels.DIST);
        assertThat(folder.resolve(System.mapLibraryName("onnxruntime4j_jni"))).isRegularFile();
    }
}
