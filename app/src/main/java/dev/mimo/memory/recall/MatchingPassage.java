package dev.mimo.memory.recall;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The part of a long text that a question is about, as far as its words tell: where most different ones of them stand
/// together, with a little of what goes before.
final class MatchingPassage {
    private static final int MATCHES_MAX = 1_000;
    /// How much of the passage may stand before its first match.
    private static final int LEAD_SHARE = 5;

    private MatchingPassage() {}

    /// Where it begins: at the text's beginning when none of the words is found.
    ///
    /// @param words as the question writes them; the text may have them in other forms
    /// @param tokensMax of the passage
    static int begin(String text, List<String> words, int tokensMax) {
        if (words.isEmpty()) {
            return 0;
        }
        List<MatchResult> matches = anyOf(words).matcher(text).results().limit(MATCHES_MAX).toList();
        int best = 0;
        int most = 0;
        for (int i = 0; i < matches.size(); i++) {
            int from = lead(text, matches.get(i).start(), tokensMax / LEAD_SHARE);
            int worth = worth(matches.subList(i, matches.size()), TokenEstimate.end(text, from, tokensMax));
            if (worth > most) {
                most = worth;
                best = from;
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

    /// At most so many tokens before the place, from where a word begins.
    private static int lead(String text, int place, int tokensMax) {
        int from = TokenEstimate.beginning(text, place, tokensMax);
        for (int i = from; from > 0 && i < place; i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i + 1;
            }
        }
        return from;
    }
}
