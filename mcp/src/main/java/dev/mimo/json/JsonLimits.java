package dev.mimo.json;

/// How much JSON is taken from a stranger.
///
/// @param bytesMax of the whole text in UTF-8
/// @param depthMax of nested objects and arrays, the outermost included; at most 500
/// @param numberCharsMax of one number as it is written; at most 1,000
/// @param nameCharsMax of one property's name; at most 50,000
public record JsonLimits(int bytesMax, int depthMax, int numberCharsMax, int nameCharsMax) {
    static final int DEPTH_MAX = 500;
    static final int NUMBER_CHARS_MAX = 1_000;
    static final int NAME_CHARS_MAX = 50_000;
    private static final JsonLimits DEFAULTS = new JsonLimits(1 << 20, 64, 100, 512);

    public JsonLimits {
        if (bytesMax < 2 || depthMax < 1 || numberCharsMax < 1 || nameCharsMax < 1) {
            throw new IllegalArgumentException("JSON limits are positive, and at least {} must fit");
        }
        if (depthMax > DEPTH_MAX || numberCharsMax > NUMBER_CHARS_MAX || nameCharsMax > NAME_CHARS_MAX) {
            throw new IllegalArgumentException("JSON is read " + DEPTH_MAX + " levels deep at most, with numbers of "
                    + NUMBER_CHARS_MAX + " and names of " + NAME_CHARS_MAX + " characters");
        }
    }

    /// 1 MiB, 64 levels, numbers of 100 characters and names of 512.
    public static JsonLimits defaults() {
        return DEFAULTS;
    }

    /// All that can be read, for a text whose length somebody else bounds.
    ///
    /// @param depthMax of nested objects and arrays, the outermost included; above 500 means 500
    public static JsonLimits ofDepth(int depthMax) {
        return new JsonLimits(Integer.MAX_VALUE - 1, Math.min(depthMax, DEPTH_MAX), NUMBER_CHARS_MAX, NAME_CHARS_MAX);
    }

    public JsonLimits withBytesMax(int bytes) {
        return new JsonLimits(bytes, depthMax, numberCharsMax, nameCharsMax);
    }
}
