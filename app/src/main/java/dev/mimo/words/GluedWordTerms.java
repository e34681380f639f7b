package dev.mimo.words;

import java.util.ArrayList;
import java.util.List;

/// Terms of a text's words: of each the parts, and what its parts make together, so that whoever asks for a whole finds
/// the whole first, and whoever asks for a part finds it at all. For one thread at a time.
///
/// There are never more than a few terms for each character, whatever the text is made of: what has very many parts is
/// not joined, and what mixes letters and digits as no name does (`550e8400`) is not cut.
final class GluedWordTerms {
    private static final int JOINED_PARTS_MAX = 16;
    private static final int JOINED_CHARS_MAX = 128;
    private static final int NAME_PARTS_MAX = 12;
    private static final int WHOLE_CHARS_MAX = 255;
    private static final int DIALLED_GROUPS_MAX = 8;

    private final TermFolder folder = new TermFolder();
    private final NumberTerms numbers = new NumberTerms(folder);
    private final UnspacedTerms unspaced = new UnspacedTerms(folder);
    private final GluedWordScanner scanner = new GluedWordScanner(this::cut);
    private final StringBuilder joined = new StringBuilder();
    /// Groups of digits that stand together, whether or not in one word.
    private final List<String> dialled = new ArrayList<>();
    private int dialledFrom;
    private int dialledTo;
    private String text = "";
    private TermSink sink = (_, _, _, _) -> {};

    /// @param searchable as `SearchableText` gives it
    void cut(String searchable, TermSink into) {
        text = searchable;
        sink = into;
        scanner.scan(searchable);
        dial();
        text = "";
    }

    private void cut(GluedWord word) {
        cutNumbers(word);
        collectDialled(word);
        for (int from = 0; from < word.size();) {
            int to = word.runEnd(from, WordJoint.CASE);
            cutName(word, from, to);
            from = to;
        }
        join(word, WordJoint.CASE, WordJoint.INNER);
        join(word, WordJoint.INNER, WordJoint.OUTER);
    }

    private void collectDialled(GluedWord word) {
        boolean digits = true;
        for (int part = 0; part < word.size(); part++) {
            digits &= word.kind(part) == CharacterKind.DIGIT && !word.isMinor(part);
        }
        if (!digits || dialled.size() + word.size() > DIALLED_GROUPS_MAX) {
            dial();
        }
        if (digits && word.size() <= DIALLED_GROUPS_MAX) {
            dialledFrom = dialled.isEmpty() ? word.start(0) : dialledFrom;
            dialledTo = word.end(word.size() - 1);
            for (int part = 0; part < word.size(); part++) {
                dialled.add(folder.fold(text, word.start(part), word.end(part)));
            }
        }
    }

    private void dial() {
        if (dialled.size() > 1) {
            numbers.cutDialled(dialled, dialledFrom, dialledTo, sink);
        }
        dialled.clear();
    }

    private void cutNumbers(GluedWord word) {
        for (int from = 0; from < word.size();) {
            int to = from + 1;
            while (to < word.size() && NumberTerms.isDivided(word, from, to + 1) && word.joint(to) != WordJoint.NONE) {
                to++;
            }
            if (to - from > 1 && !numbers.cut(text, word, from, to, sink)) {
                for (int part = from; part < to; part++) {
                    word.setMinor(part);
                }
            }
            from = to;
        }
    }

    /// What has nothing between its parts.
    private void cutName(GluedWord word, int from, int to) {
        if (!isName(word, from, to)) {
            for (int start = word.start(from); start < word.end(to - 1); start += WHOLE_CHARS_MAX) {
                take(folder.fold(text, start, Math.min(start + WHOLE_CHARS_MAX, word.end(to - 1))), "", start,
                        Math.min(start + WHOLE_CHARS_MAX, word.end(to - 1)));
            }
            return;
        }
        boolean initials = isInitial(word, from);
        for (int part = from; part < to; part++) {
            if (!word.isMinor(part) && !initials) {
                cutPart(word, part);
            }
        }
        if (to - from > 1) {
            takeJoined(word, from, to);
        }
    }

    /// Whether letters and digits take turns as they do in names: `utf8mb4`, `parseHTTP2Response`.
    private static boolean isName(GluedWord word, int from, int to) {
        int letters = 0;
        int parts = 0;
        for (int part = from; part < to; part++) {
            if (word.kind(part) != CharacterKind.DIGIT) {
                letters += word.length(part);
                parts++;
            }
        }
        return to - from <= 2 || (to - from <= NAME_PARTS_MAX && letters >= 2 * parts);
    }

    /// Whether it is a single letter of an abbreviation with dots: `U.S.A.`, of which only the whole is worth a term.
    private boolean isInitial(GluedWord word, int part) {
        return isLone(word, part) && ((isDotted(word, part) && isLone(word, part - 1))
                || (part + 1 < word.size() && isDotted(word, part + 1) && isLone(word, part + 1)));
    }

    private static boolean isLone(GluedWord word, int part) {
        return word.kind(part) == CharacterKind.LETTER && word.length(part) == 1;
    }

    private boolean isDotted(GluedWord word, int part) {
        return word.joint(part) == WordJoint.INNER && text.charAt(word.start(part) - 1) == '.';
    }

    private void cutPart(GluedWord word, int part) {
        int from = word.start(part);
        int to = word.end(part);
        CharacterKind kind = word.kind(part);
        switch (kind) {
            case UNSPACED -> unspaced.cut(text, from, to, sink);
            case PICTURE -> sink.take(folder.hash(text.substring(from, to)), "", from, to);
            case LETTER, DIGIT, HANGUL, ARABIC, HEBREW, SPACE, SEPARATOR, MARK -> {
                String plain = folder.fold(text, from, to);
                take(plain, plain, from, to);
                WordForms.of(kind, plain).forEach(form -> take(form, form, from, to));
                cutSpelled(from, to);
                cutSigned(plain, from, to);
            }
        }
    }

    private void cutSpelled(int from, int to) {
        String spelled = WordForms.spelledOut(text, from, to);
        if (!spelled.isEmpty()) {
            take(folder.fold(spelled, 0, spelled.length()), "", from, to);
        }
    }

    /// `C++`, `C#` and `.NET`, whose signs are part of the name.
    private void cutSigned(String plain, int from, int to) {
        int end = to;
        while (end < text.length() && end < to + 2 && text.charAt(end) == '+') {
            end++;
        }
        if (end == to && to - from == 1 && end < text.length() && text.charAt(end) == '#') {
            end++;
        }
        if (end > to && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
            sink.take(folder.hash(plain + text.substring(to, end)), "", from, end);
        }
        if (from > 0 && text.charAt(from - 1) == '.'
                && (from == 1 || CharacterKind.of(text.charAt(from - 2)) == CharacterKind.SPACE)) {
            sink.take(folder.hash("." + plain), "", from - 1, to);
        }
    }

    /// Takes what such joints make of the word, where firmer ones do not.
    private void join(GluedWord word, WordJoint firmer, WordJoint loosest) {
        for (int from = 0; from < word.size();) {
            int to = word.runEnd(from, loosest);
            if (word.runEnd(from, firmer) < to && !NumberTerms.isDivided(word, from, to)) {
                takeJoined(word, from, to);
            }
            from = to;
        }
    }

    private void takeJoined(GluedWord word, int from, int to) {
        if (to - from > JOINED_PARTS_MAX || word.end(to - 1) - word.start(from) > JOINED_CHARS_MAX) {
            return;
        }
        joined.setLength(0);
        for (int part = from; part < to; part++) {
            if (part > from && isDecimal(word, part)) {
                joined.append('.');
            }
            joined.append(folder.fold(text, word.start(part), word.end(part)));
        }
        take(joined.toString(), "", word.start(from), word.end(to - 1));
    }

    /// Whether a sign that means something stands between two numbers.
    private boolean isDecimal(GluedWord word, int part) {
        return word.kind(part) == CharacterKind.DIGIT && word.kind(part - 1) == CharacterKind.DIGIT
                && ".,:".indexOf(text.charAt(word.end(part - 1))) >= 0;
    }

    private void take(String term, String plain, int from, int to) {
        if (!term.isEmpty()) {
            sink.take(folder.stemHash(term), plain, from, to);
        }
    }
}
