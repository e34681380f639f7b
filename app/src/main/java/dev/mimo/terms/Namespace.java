package dev.mimo.terms;

import java.util.regex.Pattern;

/// The unit of isolation: a user, an agent, a project. Every call is about exactly one.
///
/// @param value 1 to 128 characters: letters, digits and `. _ - : @ / +`, beginning with a letter or digit
public record Namespace(String value) {
    /// The same as a regular expression of ECMA-262 with its flag `u`, for schemas.
    public static final String PATTERN = "^[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}._:@/+-]{0,127}$";

    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}._:@/+-]{0,127}");

    public static final Namespace DEFAULT = new Namespace("default");

    public Namespace {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a namespace: " + value);
        }
    }

    /// Whether the text may name a namespace; doors ask before they construct one.
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
