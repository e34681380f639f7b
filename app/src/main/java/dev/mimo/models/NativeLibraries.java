package dev.mimo.models;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Where ONNX Runtime finds its native code, and what it may do when that is loaded: send nothing, leave nothing.
final class NativeLibraries {
    private static final String LOCATION = "onnxruntime.native.path";
    private static final String SENDS_NOTHING = "ORT_DISABLE_TELEMETRY";

    private NativeLibraries() {}

    /// Points ONNX Runtime at the unpacked libraries of this platform. Without it, or where there are none, each
    /// start would unpack 28 MB into the temp folder. To be called before the first use of ONNX Runtime; a
    /// location set on the command line stands.
    static void use(Path dist) {
        Path folder = dist.resolve("native/ai/onnxruntime/native")
                .resolve(platform(String.valueOf(System.getProperty("os.name")),
                        String.valueOf(System.getProperty("os.arch"))));
        if (System.getProperty(LOCATION) == null && Files.isDirectory(folder)) {
            System.setProperty(LOCATION, folder.toString());
        }
    }

    /// ONNX Runtime, with its native code loaded by now.
    ///
    /// The bundled build has no telemetry in it. Others do, which a location set on the command line or a class path
    /// of one's own may bring: they are opted out of here, as theirs begins while their library is loaded.
    static OrtEnvironment runtime() {
        return Loaded.ENVIRONMENT;
    }

    /// Loads the tokenizers' library, as it is unpacked; it cannot be found otherwise than by path.
    @SuppressWarnings("restricted")
    static void loadTokenizers(Path dist) throws BrokenModelException {
        String platform = platform(String.valueOf(System.getProperty("os.name")),
                String.valueOf(System.getProperty("os.arch"))).replace("x64", "x86_64");
        Path library = dist.resolve("native/native/lib").resolve(platform).resolve("cpu")
                .resolve(System.mapLibraryName("tokenizers"));
        if (!Files.isRegularFile(library)) {
            throw new BrokenModelException("This model's tokenizer needs " + library + ", which is not there.");
        }
        try {
            System.load(library.toAbsolutePath().toString());
        } catch (UnsatisfiedLinkError e) {
            throw new BrokenModelException("The tokenizers' library cannot be loaded: " + e.getMessage(), e);
        }
    }

    /// Loaded once in a process.
    private static final class Loaded {
        static final OrtEnvironment ENVIRONMENT = load();
    }

    private static OrtEnvironment load() {
        if (!"1".equals(System.getenv(SENDS_NOTHING))) {
            setInNativeEnvironment(SENDS_NOTHING, "1");
        }
        Path temporary = Path.of(String.valueOf(System.getProperty("java.io.tmpdir")));
        try {
            Set<Path> before = unpackFolders(temporary);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            Set<Path> made = unpackFolders(temporary);
            made.removeAll(before);
            // It makes one even where nothing is to be unpacked. Where another process made one meanwhile, it cannot
            // be told which is ours.
            if (made.size() == 1 && System.getProperty(LOCATION) != null) {
                Files.deleteIfExists(made.iterator().next());
            }
            return environment;
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder cannot be used: " + e.getMessage(), e);
        }
    }

    private static Set<Path> unpackFolders(Path temporary) throws IOException {
        Set<Path> folders = new HashSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, "onnxruntime-java*")) {
            found.forEach(folders::add);
        }
        return folders;
    }

    /// For native code of this process, which does not see what Java holds of its environment.
    @SuppressWarnings("restricted")
    private static void setInNativeEnvironment(String name, String value) {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor setenv = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
                ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        try (Arena arena = Arena.ofConfined()) {
            int result = (int) linker.downcallHandle(linker.defaultLookup().findOrThrow("setenv"), setenv)
                    .invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (result != 0) {
                throw new IllegalStateException("setenv answered " + result);
            }
        } catch (Throwable e) {
            throw new IllegalStateException(name + " could not be set, so ONNX Runtime is not loaded", e);
        }
    }

    /// As ONNX Runtime names its folders, such as `linux-x64`.
    static String platform(String osName, String arch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.contains("mac") ? "osx" : os.contains("linux") ? "linux" : "unknown";
        return system + "-" + switch (arch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64", "arm64" -> "aarch64";
            default -> "unknown";
        };
    }
}
