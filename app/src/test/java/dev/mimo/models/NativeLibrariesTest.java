package dev.mimo.models;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void no_native_library_knows_where_to_send_telemetry() throws IOException {
        try (Stream<Path> files = Files.walk(TestModels.DIST.resolve("native"))) {
            List<Path> libraries = files.filter(Files::isRegularFile).toList();

            assertThat(libraries).isNotEmpty();
            for (Path library : libraries) {
                String bytes = Files.readString(library, StandardCharsets.ISO_8859_1);
                assertThat(Stream.of("events.data.microsoft.com", "ORT_DISABLE_TELEMETRY", "mat-debug")
                        .filter(bytes::contains)).as(library.toString()).isEmpty();
            }
        }
    }

    @Test
    @SuppressWarnings("restricted")
    void the_runtime_is_told_to_send_nothing_in_its_own_environment() throws Throwable {
        NativeLibraries.use(TestModels.DIST);
        NativeLibraries.runtime();

        // not what Java remembers of its start, but what native code sees
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = (MemorySegment) linker
                    .downcallHandle(linker.defaultLookup().findOrThrow("getenv"),
                            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                    .invokeExact(arena.allocateFrom("ORT_DISABLE_TELEMETRY"));
            assertThat(value.reinterpret(2).getString(0)).isEqualTo("1");
        }
    }

    @Test
    void loading_the_runtime_leaves_nothing_in_the_temporary_folder(@TempDir Path temporary) throws Exception {
        Process process = new ProcessBuilder(Path.of(property("java.home"), "bin/java").toString(),
                "-Djava.io.tmpdir=" + temporary, "--enable-native-access=ALL-UNNAMED", "-cp",
                property("java.class.path"), LoadsAndDies.class.getName(), TestModels.DIST.toString())
                .inheritIO().start();

        assertThat(process.waitFor()).isEqualTo(9);
        assertThat(temporary).isEmptyDirectory();
    }

    private static String property(String name) {
        return String.valueOf(System.getProperty(name));
    }

    /// Ends at once, as a killed process does.
    static final class LoadsAndDies {
        private LoadsAndDies() {}

        public static void main(String[] arguments) {
            NativeLibraries.use(Path.of(arguments[0]));
            NativeLibraries.runtime();
            Runtime.getRuntime().halt(9);
        }
    }
}
