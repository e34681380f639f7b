package dev.mimo.words;

import java.util.List;

/// Terms of numbers that punctuation divides: `1,299.00` is 1299, however it is grouped; `1.24.3` is also 1.24; and
/// `+1-555-0100` also 15550100 and 5550100. Where it may mean two numbers, it is both.
final class NumberTerms {
    private static final int GROUP = 3;
    private static final int GROUPS_MAX = 8;
    private static final int DIALLED_MIN = 7;
    private static final int DIALLED_MAX = 15;

    private final TermFolder folder;

    NumberTerms(TermFolder folder) {
        this.folder = folder;
    }

    /// Whether the parts of a word from one to another are digits, each divided from the next by one character.
    static boolean isDivided(GluedWord word, int from, int to) {
        if (to - from < 2 || to - from > GROUPS_MAX) {
            return false;
        }
        for (int part = from; part < to; part++) {
            if (word.kind(part) != CharacterKind.DIGIT
                    || (part > from && word.start(part) - word.end(part - 1) != 1)) {
                return false;
            }
        }
        return true;
    }

    /// @return whether the parts are worth terms of their own
    boolean cut(String text, GluedWord word, int from, int to, TermSink sink) {
        String[] groups = new String[to - from];
        StringBuilder signs = new StringBuilder();
        for (int part = from; part < to; part++) {
            groups[part - from] = folder.fold(text, word.start(part), word.end(part));
            if (part > from) {
                signs.append(text.charAt(word.end(part - 1)));
            }
        }
        Terms terms = new Terms(sink, word.start(from), word.end(to - 1));
        boolean amount = (groups.length == 2 && ".,".indexOf(signs.charAt(0)) >= 0)
                ? terms.pair(groups[0], groups[1])
                : terms.grouped(groups, signs.toString());
        if (!amount) {
            terms.sequence(groups, signs.toString());
        }
        return !amount;
    }

    private static boolean isGroup(String before, String group) {
        return group.length() == GROUP && before.length() <= GROUP && !before.equals("0");
    }

    /// Of groups of digits that stand together, in one word or several, all endings that are long enough to be dialled.
    void cutDialled(List<String> groups, int from, int to, TermSink sink) {
        if (groups.size() == 2 && isGroup(groups.getFirst(), groups.getLast())) {
            sink.take(folder.hash(groups.getFirst() + groups.getLast()), "", from, to);
        }
        String ending = groups.getLast();
        for (int i = groups.size() - 2; i >= 0 && ending.length() <= DIALLED_MAX; i--) {
            ending = groups.get(i) + ending;
            if (ending.length() >= DIALLED_MIN && ending.length() <= DIALLED_MAX) {
                sink.take(folder.hash(ending), "", from, to);
            }
        }
    }

    /// Takes the terms of one number.
    private final class Terms {
        private final TermSink sink;
        private final int from;
        private final int to;

        Terms(TermSink sink, int from, int to) {
            this.sink = sink;
            this.from = from;
            this.to = to;
        }

        private void take(String term) {
            sink.take(folder.hash(term), "", from, to);
        }

        /// Two groups with a dot or comma: a fraction, or thousands.
        boolean pair(String whole, String rest) {
            if (isGroup(whole, rest) || whole.length() + rest.length() >= DIALLED_MIN) {
                take(whole + rest);
            }
            fraction(whole, rest);
            return true;
        }

        private void fraction(String whole, String rest) {
            String trimmed = rest.replaceFirst("0+$", "");
            take(whole);
            if (!trimmed.isEmpty()) {
                take(whole + "." + trimmed);
            }
            if (!trimmed.equals(rest)) {
                take(whole + "." + rest);
            }
        }

        /// Thousands, and perhaps a fraction behind another sign.
        boolean grouped(String[] groups, String signs) {
            char sign = signs.charAt(0);
            int last = groups.length - 1;
            boolean fraction = ".,".indexOf(signs.charAt(last - 1)) >= 0 && signs.charAt(last - 1) != sign;
            int end = fraction ? last : groups.length;
            StringBuilder whole = new StringBuilder(groups[0]);
            boolean grouped = groups[0].length() <= GROUP && ".,'’".indexOf(sign) >= 0;
            for (int i = 1; i < end; i++) {
                grouped &= groups[i].length() == GROUP && signs.charAt(i - 1) == sign;
                whole.append(groups[i]);
            }
            if (!grouped) {
                return false;
            }
            if (fraction) {
                fraction(whole.toString(), groups[last]);
            } else {
                take(whole.toString());
            }
            // four groups with dots may be an address, too
            return sign != '.' || fraction;
        }

        /// A version, a date, a time, an address: as a whole, and a version's beginnings.
        void sequence(String[] groups, String signs) {
            StringBuilder beginning = new StringBuilder(groups[0]);
            for (int i = 1; i < groups.length; i++) {
                beginning.append('.').append(groups[i]);
                if (i == groups.length - 1 || signs.charAt(i - 1) == '.') {
                    take(beginning.toString());
                }
            }
        }
    }
}
