package dev.mimo.words;

import java.lang.Character.UnicodeScript;

/// Terms of a run of a script without spaces: each two characters that stand together, and each Chinese one alone. A
/// character keeps its vowels and tone marks, and what is stacked below it. A word in Katakana is a term as well.
final class UnspacedTerms {
    private static final int KATAKANA_MIN = 3;
    private static final int PROLONGED_SOUND = 0x30FC;

    private final TermFolder folder;

    UnspacedTerms(TermFolder folder) {
        this.folder = folder;
    }

    void cut(String text, int from, int to, TermSink sink) {
        int before = -1;
        int katakana = -1;
        for (int start = from; start < to;) {
            int end = end(text, start, to);
            int c = text.codePointAt(start);
            if (before >= 0) {
                take(text, before, end, sink);
            }
            if (isIdeograph(c) || (start == from && end == to)) {
                take(text, start, end, sink);
            }
            if (isKatakana(c)) {
                katakana = katakana < 0 ? start : katakana;
            } else {
                takeWord(text, katakana, start, sink);
                katakana = -1;
            }
            before = start;
            start = end;
        }
        takeWord(text, katakana, to, sink);
    }

    private void takeWord(String text, int from, int to, TermSink sink) {
        if (from >= 0 && to - from >= KATAKANA_MIN) {
            take(text, from, to, sink);
        }
    }

    private void take(String text, int from, int to, TermSink sink) {
        sink.take(folder.hash(text.substring(from, to)), "", from, to);
    }

    /// Where the character ends, with all that belongs to it.
    private static int end(String text, int start, int to) {
        int c = text.codePointAt(start);
        int end = start + Character.charCount(c);
        while (end < to) {
            int next = text.codePointAt(end);
            if (CharacterKind.of(next) != CharacterKind.MARK && !stacks(c)) {
                break;
            }
            c = next;
            end += Character.charCount(next);
        }
        return end;
    }

    /// Whether the next consonant goes below this sign: Khmer, Burmese, Javanese and Balinese.
    private static boolean stacks(int c) {
        return c == 0x17D2 || c == 0x1039 || c == 0xA9C0 || c == 0x1B44;
    }

    private static boolean isIdeograph(int c) {
        return c >= 0x2E80 && UnicodeScript.of(c) == UnicodeScript.HAN;
    }

    private static boolean isKatakana(int c) {
        return c == PROLONGED_SOUND || (c >= 0x30A0 && UnicodeScript.of(c) == UnicodeScript.KATAKANA);
    }
}
