package dev.mimo.models;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Cuts long text into passages of at most `WINDOW` tokens that overlap by up to `OVERLAP`.
///
/// Half the model's own window on purpose: attention grows with the square of the length, so two halves cost less
/// than one whole in time and memory, and one vector for fewer words finds a detail more easily. A cut goes after
/// the last sentence in the window's second half, or else after the last word; words longer than any real one are
/// cut anywhere between code points.
final class PassageCutter {
    static final int WINDOW = 256;
    static final int OVERLAP = 40;
    static final int PASSAGES_MAX = 512;
    private static final int WORD_CHARS_MAX = 48;

    private final ToIntFunction<CharSequence> tokens;
    private final int window;

    /// @param tokens how many a text has
    /// @param tokensMax most tokens of a whole passage
    /// @param reserved tokens of each passage that are not the text's: special ones and the prefix
    PassageCutter(ToIntFunction<CharSequence> tokens, int tokensMax, int reserved) {
        this.tokens = tokens;
        this.window = Math.min(tokensMax, WINDOW) - reserved;
    }

    /// The text itself when it is short, else parts of it, in order.
    List<String> cut(String text) {
        List<Word> words = words(text);
        int tokens = 0;
        for (Word word : words) {
            tokens += word.tokens;
        }
        if (tokens <= window) {
            return List.of(text);
        }
        List<String> passages = new ArrayList<>();
        int from = 0;
        while (from < words.size() && passages.size() < PASSAGES_MAX) {
            int to = end(words, from);
            passages.add(text.substring(words.get(from).start, words.get(to - 1).end));
            from = to == words.size() ? to : overlapStart(words, from, to);
        }
        return passages;
    }

    /// Where the passage ends that begins at `from`: an index after at least one word.
    private int end(List<Word> words, int from) {
        int tokens = 0;
        int sentence = -1;
        for (int i = from; i < words.size(); i++) {
            Word word = words.get(i);
            tokens += word.tokens;
            if (tokens > window && i > from) {
                return sentence > 0 ? sentence : i;
            }
            if (word.endsSentence && tokens > window / 2) {
                sentence = i + 1;
            }
        }
        return words.size();
    }

    /// Where the next passage begins: at a sentence within the overlap, or as far back as the overlap goes.
    private static int overlapStart(List<Word> words, int from, int to) {
        int start = to;
        int tokens = 0;
        int sentence = -1;
        while (start - 1 > from && tokens + words.get(start - 1).tokens <= OVERLAP) {
            start--;
            tokens += words.get(start).tokens;
            if (start > 0 && words.get(start - 1).endsSentence) {
                sentence = start;
            }
        }
        return sentence > 0 ? sentence : start;
    }

    private List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        int length = text.length();
        for (int i = 0; i < length;) {
            if (isSpace(text.charAt(i))) {
                i++;
                continue;
            }
            int start = i;
            while (i < length && i - start < WORD_CHARS_MAX && !isSpace(text.charAt(i))) {
                i += Character.charCount(text.codePointAt(i));
            }
            words.add(new Word(start, i, tokens.applyAsInt(text.substring(start, i)), endsSentence(text, i)));
        }
        return words;
    }

    /// Whether a sentence or line ends with the character before that index.
    private static boolean endsSentence(String text, int end) {
        if (end < text.length() && text.charAt(end) == '\n') {
            return true;
        }
        return switch (text.charAt(end - 1)) {
            case '.', '!', '?' -> end == text.length() || isSpace(text.charAt(end));
            case '。', '！', '？' -> true;
            default -> false;
        };
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private record Word(int start, int end, int tokens, boolean endsSentence) {}
}
