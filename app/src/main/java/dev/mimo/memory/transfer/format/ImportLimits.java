package dev.mimo.memory.transfer.format;

import dev.mimo.json.JsonLimits;

/// How much is taken from a file.
///
/// @param itemBytesMax of one item of the file: a line, a conversation
/// @param entriesMax files in an archive
/// @param inflatedBytesMax of all files of an archive that are read
/// @param inflationMax how many times its packed size a file of an archive may have
/// @param skippedMax how many skipped items are named; the rest is counted
public record ImportLimits(int itemBytesMax, int entriesMax, long inflatedBytesMax, int inflationMax,
        int skippedMax) {
    public ImportLimits {
        if (itemBytesMax < 2 || entriesMax < 1 || inflatedBytesMax < 1 || inflationMax < 2 || skippedMax < 1) {
            throw new IllegalArgumentException("limits on imports must be positive");
        }
    }

    public static ImportLimits defaults() {
        return new ImportLimits(32 << 20, 100_000, 8L << 30, 500, 1_000);
    }

    /// Of one line or item.
    public JsonLimits json() {
        // what a Mimo accepted in a request lies a few levels deeper in its export
        JsonLimits usual = JsonLimits.defaults();
        return new JsonLimits(itemBytesMax, usual.depthMax() + 8, usual.numberCharsMax(), usual.nameCharsMax());
    }
}
