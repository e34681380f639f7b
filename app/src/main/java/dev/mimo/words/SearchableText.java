package dev.mimo.words;

import java.text.Normalizer;

/// A text as it is cut into terms: of several ways to write the same characters, one.
///
/// Full-width letters, half-width kana, ligatures and decomposed accents become what is usually typed (NFKC). What is
/// not seen goes: soft hyphens, joiners, direction marks, variation selectors. Spaces that only hold a number together
/// become its commas.
final class SearchableText {
    private static final char ZERO_WIDTH_SPACE = '\u200B';

    private SearchableText() {}

    static String of(String text) {
        if (isAscii(text)) {
            return text;
        }
        String visible = visible(text);
        return Normalizer.isNormalized(visible, Normalizer.Form.NFKC)
                ? visible
                : Normalizer.normalize(visible, Normalizer.Form.NFKC);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ZERO_WIDTH_SPACE) {
                visible.append(' ');
            } else if (isNarrowSpace(c) && isGroup(text, i)) {
                visible.append(',');
            } else if (!isUnseen(c)) {
                visible.append(c);
            }
        }
        return visible.toString();
    }

    private static boolean isNarrowSpace(char c) {
        return c == '\u00A0' || c == '\u202F' || c == '\u2009';
    }

    private static boolean isUnseen(char c) {
        return (c >= '\uFE00' && c <= '\uFE0F') || (c > 0x7f && Character.getType(c) == Character.FORMAT);
    }

    /// Whether the space stands before the last three digits of a number, or before three and another such space.
    private static boolean isGroup(String text, int space) {
        int end = space + 4;
        if (space == 0 || end > text.length() || !Character.isDigit(text.charAt(space - 1))) {
            return false;
        }
        for (int i = space + 1; i < end; i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return end == text.length() || !Character.isDigit(text.charAt(end));
    }
}
