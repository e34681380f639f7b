package dev.mimo.memory.recall;

import java.text.BreakIterator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The part of a long text that a question is about, as far as its words tell: where most different ones of them stand
/// together, with a little of what goes before. Begins and ends with a sentence where there is one to be had, else with
/// a word, else with a character as people see them.
///
/// @param begin in characters
/// @param end behind its last character
record MatchingPassage(int begin, int end) {
    private static final int MATCHES_MAX = 1_000;
    /// How much of the passage may stand before its first match.
    private static final int LEAD_SHARE = 5;
    /// How much of a passage is given up for an end at a boundary.
    private static final int END_SHARE = 2;

    /// The text's beginning when none of the words is found.
    ///
    /// @param words as the question writes them; the text may have them in other forms
    /// @param tokensMax of the passage
    static MatchingPassage of(String text, List<String> words, int tokensMax) {
        int begin = words.isEmpty() ? 0 : begin(text, words, tokensMax);
        return new MatchingPassage(begin, end(text, begin, TokenEstimate.end(text, begin, tokensMax)));
    }

    private static int begin(String text, List<String> words, int tokensMax) {
        List<MatchResult> matches = anyOf(words).matcher(text).results().limit(MATCHES_MAX).toList();
        int best = 0;
        int most = 0;
        for (int i = 0; i < matches.size(); i++) {
            int from = TokenEstimate.beginning(text, matches.get(i).start(), tokensMax / LEAD_SHARE);
            int worth = worth(matches.subList(i, matches.size()), TokenEstimate.end(text, from, tokensMax));
            if (worth > most) {
                most = worth;
                best = lead(text, from, matches.get(i).start());
            }
        }
        return best;
    }

    /// Different words count for more than the same one again.
    private static int worth(List<MatchResult> matches, int to) {
        Set<String> different = new HashSet<>();
        int all = 0;
        for (MatchResult match : matches) {
            if (match.end() > to) {
                break;
            }
            different.add(match.group().toLowerCase(Locale.ROOT));
            all++;
        }
        return different.size() * MATCHES_MAX + all;
    }

    private static Pattern anyOf(List<String> words) {
        return Pattern.compile(words.stream().map(MatchingPassage::stem).map(Pattern::quote)
                .collect(Collectors.joining("|")), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /// Without what most forms of a word end in.
    private static String stem(String word) {
        return word.length() <= 4 ? word : word.substring(0, Math.max(4, word.length() - 3));
    }

    /// The first sentence that begins between the two places, else the first word, else what stands at the second.
    private static int lead(String text, int from, int place) {
        if (from == 0) {
            return 0;
        }
        for (BreakIterator boundaries : List.of(BreakIterator.getSentenceInstance(Locale.ROOT),
                BreakIterator.getWordInstance(Locale.ROOT))) {
            // with what goes before, or the place itself would count as a beginning
            int before = Math.max(0, from - 1);
            boundaries.setText(text.substring(before, place));
            int boundary = boundaries.following(0);
            while (boundary != BreakIterator.DONE && before + boundary < place
                    && Character.isWhitespace(text.charAt(before + boundary))) {
                boundary = boundaries.next();
            }
            if (boundary != BreakIterator.DONE && before + boundary < place) {
                return before + boundary;
            }
        }
        return place;
    }

    /// The last end of a sentence, else of a word, in the passage's second half.
    private static int end(String text, int begin, int most) {
        if (most == text.length()) {
            return most;
        }
        int least = begin + (most - begin) / END_SHARE;
        String seen = text.substring(begin, Math.min(text.length(), most + 2));
        for (BreakIterator boundaries : List.of(BreakIterator.getSentenceInstance(Locale.ROOT),
                BreakIterator.getWordInstance(Locale.ROOT), BreakIterator.getCharacterInstance(Locale.ROOT))) {
            boundaries.setText(seen);
            int boundary = boundaries.preceding(most - begin + 1);
            if (boundary != BreakIterator.DONE && boundary > 0 && begin + boundary >= least) {
                return begin + boundary;
            }
        }
        return most;
    }
}
