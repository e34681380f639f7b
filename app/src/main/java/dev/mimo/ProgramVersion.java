package dev.mimo;

/// Which Mimo this is.
final class ProgramVersion {
    private ProgramVersion() {}

    /// As the build wrote it down; `development` where nothing was built.
    static String current() {
        Package own = ProgramVersion.class.getPackage();
        String version = own == null ? null : own.getImplementationVersion();
        return version == null ? "development" : version;
    }
}
