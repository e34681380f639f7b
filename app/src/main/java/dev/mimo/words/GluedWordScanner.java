package dev.mimo.words;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/// Cuts a text into stretches without spaces, and those into parts: at punctuation, between letters and digits, between
/// scripts, and where the case says that a word begins (`parse|HTTP|Response`). Marks stay with their letters. For one
/// thread at a time.
final class GluedWordScanner {
    /// What is longer is cut, wherever that falls.
    private static final int PART_CHARS_MAX = 255;
    /// What stands behind the apostrophe of a word that is one.
    private static final Set<String> CONTRACTIONS = Set.of("s", "t", "m", "d", "ll", "re", "ve");
    /// What stands before the apostrophe of an elision, besides single letters.
    private static final Set<String> ELISIONS = Set.of("qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "gl",
            "un", "all", "dall", "dell", "nell", "sull", "coll", "quell", "sant", "bell");

    private final GluedWord word = new GluedWord();
    private final Consumer<GluedWord> words;
    private String text = "";
    private WordJoint joint = WordJoint.NONE;
    /// Whether the last part goes on.
    private boolean open;
    private UnicodeScript script = UnicodeScript.UNKNOWN;
    private int lastAt;

    /// @param words takes each stretch before the next is begun
    GluedWordScanner(Consumer<GluedWord> words) {
        this.words = words;
    }

    void scan(String scanned) {
        text = scanned;
        end();
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            accept(c, i, next);
            i = next;
        }
        end();
        text = "";
    }

    private void accept(int c, int at, int next) {
        CharacterKind kind = CharacterKind.of(c);
        switch (kind) {
            case SPACE -> end();
            case SEPARATOR -> separate(c, at, next);
            case MARK -> mark(at, next);
            case DIGIT, LETTER, HANGUL, ARABIC, HEBREW, UNSPACED -> letter(c, kind, at, next);
            case PICTURE -> {
                begin(at, kind, WordJoint.NONE);
                word.endLast(next);
                open = false;
                joint = WordJoint.NONE;
            }
        }
    }

    private void end() {
        if (word.size() > 0) {
            words.accept(word);
        }
        word.clear();
        open = false;
        joint = WordJoint.NONE;
    }

    private void separate(int c, int at, int next) {
        if (open && isApostrophe(c) && isLetter(next)) {
            String after = letters(next);
            if (CONTRACTIONS.contains(after)) {
                word.endLast(next);
                return;
            }
            int part = word.size() - 1;
            if (word.length(part) <= 1
                    || ELISIONS.contains(text.substring(word.start(part), at).toLowerCase(Locale.ROOT))) {
                word.setMinor(part);
            }
        }
        // two dots are no name's
        boolean again = !open && c == '.' && at > 0 && text.charAt(at - 1) == '.';
        WordJoint made = again ? WordJoint.NONE : WordJoint.of(c);
        joint = open ? made : joint.looserOf(made);
        open = false;
    }

    private static boolean isApostrophe(int c) {
        return c == '\'' || c == '’';
    }

    private boolean isLetter(int at) {
        return at < text.length() && CharacterKind.of(text.codePointAt(at)) == CharacterKind.LETTER;
    }

    /// Up to four letters from a place on, in lower case; more than any contraction has.
    private String letters(int from) {
        int to = from;
        while (to < from + 4 && isLetter(to)) {
            to += Character.charCount(text.codePointAt(to));
        }
        return text.substring(from, to).toLowerCase(Locale.ROOT);
    }

    private void mark(int at, int next) {
        if (!open) {
            begin(at, CharacterKind.LETTER, joint);
            script = UnicodeScript.COMMON;
            lastAt = at;
        }
        word.endLast(next);
    }

    private void letter(int c, CharacterKind kind, int at, int next) {
        UnicodeScript here = kind == CharacterKind.LETTER ? scriptOf(c) : UnicodeScript.COMMON;
        if (!open) {
            begin(at, kind, joint);
            script = here;
        } else if (word.length(word.size() - 1) >= PART_CHARS_MAX) {
            begin(at, kind, WordJoint.NONE);
        } else if (word.kind(word.size() - 1) != kind) {
            begin(at, kind, isNumbered(kind) ? WordJoint.CASE : WordJoint.NONE);
            script = here;
        } else if (kind == CharacterKind.LETTER) {
            cutLetters(c, here, at, next);
        }
        word.endLast(next);
        lastAt = at;
    }

    /// Whether the last part and the next one are letters and digits, which make one word.
    private boolean isNumbered(CharacterKind kind) {
        CharacterKind last = word.kind(word.size() - 1);
        return kind.isWord() && last.isWord() && (kind == CharacterKind.DIGIT || last == CharacterKind.DIGIT);
    }

    private void cutLetters(int c, UnicodeScript here, int at, int next) {
        int part = word.size() - 1;
        if (here != script && isOwn(here) && isOwn(script)) {
            begin(at, CharacterKind.LETTER, WordJoint.NONE);
        } else if (Character.isUpperCase(c) && Character.isLowerCase(text.codePointBefore(at))) {
            begin(at, CharacterKind.LETTER, WordJoint.CASE);
        } else if (Character.isLowerCase(c) && lastAt > word.start(part) && isUpper(lastAt)
                && Character.isUpperCase(text.codePointBefore(lastAt)) && isLower(next)) {
            // the last capital begins a word: XML|Parser
            word.endLast(lastAt);
            begin(lastAt, CharacterKind.LETTER, WordJoint.CASE);
        }
        script = isOwn(here) ? here : script;
    }

    private static UnicodeScript scriptOf(int letter) {
        return letter < 0x80 ? UnicodeScript.LATIN : UnicodeScript.of(letter);
    }

    private static boolean isOwn(UnicodeScript script) {
        return script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED;
    }

    private boolean isUpper(int at) {
        return Character.isUpperCase(text.codePointAt(at));
    }

    private boolean isLower(int at) {
        return at < text.length() && Character.isLowerCase(text.codePointAt(at));
    }

    private void begin(int at, CharacterKind kind, WordJoint with) {
        WordJoint joined = with;
        if (word.size() > 0 && joined != WordJoint.NONE && !joins(word.kind(word.size() - 1), kind)) {
            joined = WordJoint.NONE;
        }
        if (word.isFull()) {
            words.accept(word);
            word.clear();
        }
        word.add(at, kind, joined);
        open = true;
        joint = WordJoint.NONE;
    }

    private static boolean joins(CharacterKind last, CharacterKind next) {
        return last.isWord() && next.isWord()
                && (last == next || last == CharacterKind.DIGIT || next == CharacterKind.DIGIT);
    }
}
