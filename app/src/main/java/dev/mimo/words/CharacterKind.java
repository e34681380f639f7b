package dev.mimo.words;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/// What a character is to whoever cuts text into terms.
enum CharacterKind {
    SPACE, SEPARATOR, DIGIT,
    /// Belongs to the character before it.
    MARK,
    /// Of a script with spaces between words, and no rules of its own here.
    LETTER, HANGUL, ARABIC, HEBREW,
    /// Of a script without spaces between words.
    UNSPACED, PICTURE;

    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA, UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER, UnicodeScript.MYANMAR,
            UnicodeScript.JAVANESE, UnicodeScript.BALINESE, UnicodeScript.TAI_LE, UnicodeScript.NEW_TAI_LUE,
            UnicodeScript.TAI_THAM, UnicodeScript.TAI_VIET);
    private static final int PROLONGED_SOUND = 0x30FC;
    private static final int ETHIOPIC_WORDSPACE = 0x1361;

    static CharacterKind of(int c) {
        if (c < 0x80) {
            return ofAscii(c);
        }
        if (c == ETHIOPIC_WORDSPACE || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return SPACE;
        }
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER -> DIGIT;
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> MARK;
            case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER, Character.OTHER_LETTER, Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER ->
                ofLetter(c);
            default -> isPicture(c) ? PICTURE : SEPARATOR;
        };
    }

    private static CharacterKind ofAscii(int c) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            return LETTER;
        }
        return c >= '0' && c <= '9' ? DIGIT : c <= ' ' ? SPACE : SEPARATOR;
    }

    private static CharacterKind ofLetter(int c) {
        UnicodeScript script = UnicodeScript.of(c);
        return switch (script) {
            case HANGUL -> HANGUL;
            case ARABIC -> ARABIC;
            case HEBREW -> HEBREW;
            default -> c == PROLONGED_SOUND || WITHOUT_SPACES.contains(script) ? UNSPACED : LETTER;
        };
    }

    /// Skin tones change a picture, and are none.
    private static boolean isPicture(int c) {
        return c >= 0x2000 && (Character.isExtendedPictographic(c) || (c >= 0x1F1E6 && c <= 0x1F1FF));
    }

    boolean isWord() {
        return switch (this) {
            case LETTER, HANGUL, ARABIC, HEBREW, DIGIT -> true;
            case SPACE, SEPARATOR, MARK, UNSPACED, PICTURE -> false;
        };
    }
}
