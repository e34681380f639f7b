package dev.mimo.gateway;

/// Which tools of skills are listed. All can be called by their names, listed or not.
///
/// @param listTokens what `AUTO` lists of them takes at most, in tokens
public record ExposureSettings(ToolExposure expose, int listTokens) {
    /// What of them clients see.
    public enum ToolExposure {
        /// All while they are few, else as `FOUND`.
        AUTO,
        /// Each of them.
        ALL,
        /// A tool that finds them and one that calls them.
        FOUND,
        /// Nothing.
        NONE
    }

    public ExposureSettings {
        if (listTokens < 0 || listTokens > 1_000_000) {
            throw new IllegalArgumentException("tools.list_tokens is between 0 and 1000000, not " + listTokens);
        }
    }

    public static ExposureSettings defaults() {
        return new ExposureSettings(ToolExposure.AUTO, 4_000);
    }
}
