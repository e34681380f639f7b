package dev.mimo.bench;

import java.nio.file.Path;

/// What the launcher says about itself.
final class Launched {
    private Launched() {}

    /// The launcher that started this measurement.
    static Path launcher() {
        return path("mimo.launcher");
    }

    /// Where the build laid out models and native libraries.
    static Path dist() {
        return path("mimo.dist");
    }

    private static Path path(String property) {
        String said = System.getProperty(property);
        if (said == null) {
            throw new IllegalStateException(property + " is not set; start the measurement with ./mimo bench");
        }
        return Path.of(said);
    }
}
