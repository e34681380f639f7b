package dev.mimo.words;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.UnicodeUtil;
import org.tartarus.snowball.ext.EnglishStemmer;

/// Makes of a word what its other spellings and forms have in common: lower case, no accents, no English possessive,
/// its stem. For one thread at a time.
final class TermFolder {
    /// Part of the stored form of terms: never changes without `TextAnalyzer.VERSION`.
    private static final int SEED = 0x6d696d6f;
    /// What folding makes of one character at most.
    private static final int FOLDED_MAX = 4;

    private final EnglishStemmer stemmer = new EnglishStemmer();
    private final BytesRef utf8 = new BytesRef(64);
    private char[] lower = new char[64];
    private char[] folded = new char[64 * FOLDED_MAX];

    /// A part of a text, in lower case, without accents and possessive; digits of any script as `0` to `9`.
    String fold(String text, int from, int to) {
        if (lower.length < to - from) {
            lower = new char[to - from];
            folded = new char[lower.length * FOLDED_MAX];
        }
        boolean ascii = true;
        int length = 0;
        for (int i = from; i < to;) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x80) {
                lower[length++] = (char) (c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
            } else if (!isDropped(c)) {
                ascii = false;
                length += Character.toChars(plain(Character.toLowerCase(c)), lower, length);
            }
        }
        length = withoutPossessive(length);
        if (ascii) {
            return new String(lower, 0, length);
        }
        return new String(folded, 0, ASCIIFoldingFilter.foldToASCII(lower, 0, folded, 0, length));
    }

    /// Marks that readers leave out: accents left over, and the vowels of Hebrew and Arabic, whose letters may be drawn
    /// out too.
    private static boolean isDropped(int c) {
        boolean mark = Character.getType(c) == Character.NON_SPACING_MARK;
        return (c >= 0x300 && c <= 0x36F) || (c >= 0x591 && c <= 0x5C7 && mark) || c == 0x640
                || (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) || c == 0x670
                || (c >= 0x6D6 && c <= 0x6ED && mark);
    }

    /// Letters that many write for others.
    private static int plain(int c) {
        return switch (c) {
            case 'ς' -> 'σ';
            case 'ё' -> 'е';
            // alef with hamza or madda, dotless and Persian yeh, teh marbuta, Persian kaf
            case 0x622, 0x623, 0x625, 0x671 -> 0x627;
            case 0x649, 0x6CC -> 0x64A;
            case 0x629 -> 0x647;
            case 0x6A9 -> 0x643;
            default -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
                    ? '0' + Character.digit(c, 10)
                    : isAccentedGreek(c)
                            ? Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD).charAt(0)
                            : c;
        };
    }

    private static boolean isAccentedGreek(int c) {
        return ((c >= 0x370 && c <= 0x3FF) || (c >= 0x1F00 && c <= 0x1FFF))
                && UnicodeScript.of(c) == UnicodeScript.GREEK && Character.isLetter(c);
    }

    private int withoutPossessive(int length) {
        boolean possessive = length > 2 && lower[length - 1] == 's'
                && (lower[length - 2] == '\'' || lower[length - 2] == '’');
        return possessive ? length - 2 : length;
    }

    /// The hash of a folded word's stem.
    int stemHash(String word) {
        stemmer.setCurrent(word);
        stemmer.stem();
        int length = stemmer.getCurrentBufferLength();
        makeRoom(length);
        utf8.length = UnicodeUtil.UTF16toUTF8(stemmer.getCurrentBuffer(), 0, length, utf8.bytes);
        return StringHelper.murmurhash3_x86_32(utf8, SEED);
    }

    private void makeRoom(int chars) {
        int bytesMax = UnicodeUtil.maxUTF8Length(chars);
        if (utf8.bytes.length < bytesMax) {
            utf8.bytes = new byte[bytesMax];
        }
    }

    /// The hash of a term as it is.
    int hash(String term) {
        makeRoom(term.length());
        utf8.length = UnicodeUtil.UTF16toUTF8(term, 0, term.length(), utf8.bytes);
        return StringHelper.murmurhash3_x86_32(utf8, SEED);
    }
}
