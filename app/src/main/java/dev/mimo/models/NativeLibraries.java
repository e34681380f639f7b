package dev.mimo.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Where ONNX Runtime finds its native code.
final class NativeLibraries {
    private static final String LOCATION = "onnxruntime.native.path";

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
