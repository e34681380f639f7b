package dev.mimo.json;

/// How much JSON is taken from a stranger.
///
/// @param bytesMax of the whole text in UTF-8
/// @param depthMax of nested objects and arrays, the outermost included
/// @param numberCharsMax of one number as it is written
/// @param nameCharsMax of one property's name
public record JsonLimits(int bytesMax, int depthMax, int numberCharsMax, int nameCharsMax) {
    private static final JsonLimits DEFAULTS = new JsonLimits(1 << 20, 64, 100, 512);

    public JsonLimits {
        if (bytesMax < 2 || depthMax < 1 || numberCharsMax < 1 || nameCharsMax < 1) {
            throw new IllegalArgumentException("JSON limits are positive, and at least {} must fit");
        }
    }

    /// 1 MiB, 64 levels, numbers of 100 characters and names of 512.
    public static JsonLimits defaults() {
        return DEFAULTS;
    }

    public JsonLimits withBytesMax(int bytes) {
        return new JsonLimits(bytes, depthMax, numberCharsMax, nameCharsMax);
    }
}
