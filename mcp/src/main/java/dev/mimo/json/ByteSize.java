package dev.mimo.json;

import java.util.Locale;

/// Sizes as limits are written, exactly: `32 MiB`, `16 KiB`, `100,000 bytes`.
public final class ByteSize {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    private ByteSize() {}

    /// @param bytes 0 or more
    public static String text(long bytes) {
        if (bytes >= MIB && bytes % MIB == 0) {
            return bytes / MIB + " MiB";
        }
        return bytes >= KIB && bytes % KIB == 0 ? bytes / KIB + " KiB" : counted(bytes) + " bytes";
    }

    /// A number with its thousands set apart.
    public static String counted(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
