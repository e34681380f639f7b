package dev.mimo.facts;

import org.jspecify.annotations.Nullable;

/// The identity of a fact across its versions. Opaque to callers; sorts by creation.
///
/// @param number greater than that of every fact before it, in the whole file
public record FactId(long number) {
    /// What receipts and undo handles call the kind of thing.
    public static final String KIND = "fact";

    private static final String PREFIX = "f_";
    private static final int DIGITS = 13;
    private static final int RADIX = 32;

    public FactId {
        if (number < 1) {
            throw new IllegalArgumentException("not the number of a fact: " + number);
        }
    }

    /// The id of that text; absent when it is none.
    public static @Nullable FactId of(String text) {
        if (!text.startsWith(PREFIX) || text.length() != PREFIX.length() + DIGITS) {
            return null;
        }
        try {
            FactId id = new FactId(Long.parseLong(text, PREFIX.length(), text.length(), RADIX));
            return id.toString().equals(text) ? id : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    @Override
    public String toString() {
        String digits = Long.toString(number, RADIX);
        return PREFIX + "0".repeat(DIGITS - digits.length()) + digits;
    }
}
