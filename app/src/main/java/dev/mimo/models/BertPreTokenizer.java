package dev.mimo.models;

import java.text.Normalizer;

/// Cuts text into words the way uncased BERT models saw them in training: unprintable characters dropped, accents
/// stripped, lower case, and cut at white space, around CJK ideographs and around punctuation.
final class BertPreTokenizer {
    private final Sink sink;
    private final StringBuilder chunk = new StringBuilder();
    private boolean ascii = true;

    private BertPreTokenizer(Sink sink) {
        this.sink = sink;
    }

    /// Takes words in order.
    @FunctionalInterface
    interface Sink {
        /// Takes the word that is a part of the text.
        ///
        /// @return whether more are wanted
        boolean take(String text, int from, int to);
    }

    /// Hands over all words of the text, until no more are wanted. Any string will do, lone surrogates included.
    static void split(CharSequence text, Sink sink) {
        BertPreTokenizer words = new BertPreTokenizer(sink);
        int length = text.length();
        for (int i = 0; i < length;) {
            int c = Character.codePointAt(text, i);
            i += Character.charCount(c);
            if (!words.accept(c)) {
                return;
            }
        }
        words.flush();
    }

    private boolean accept(int c) {
        if (isSpace(c)) {
            return flush();
        }
        if (isDropped(c)) {
            return true;
        }
        boolean alone = isIdeograph(c);
        if (alone && !flush()) {
            return false;
        }
        chunk.appendCodePoint(c);
        ascii &= c < 128;
        return !alone || flush();
    }

    /// Hands over the words of the chunk of text without white space gathered so far.
    private boolean flush() {
        if (chunk.isEmpty()) {
            return true;
        }
        String plain = ascii ? lowerCase(chunk) : stripped(chunk);
        chunk.setLength(0);
        ascii = true;
        int start = 0;
        for (int i = 0; i < plain.length();) {
            int c = plain.codePointAt(i);
            int next = i + Character.charCount(c);
            if (isPunctuation(c)) {
                if ((start < i && !sink.take(plain, start, i)) || !sink.take(plain, i, next)) {
                    return false;
                }
                start = next;
            }
            i = next;
        }
        return start == plain.length() || sink.take(plain, start, plain.length());
    }

    private static String lowerCase(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                text.setCharAt(i, (char) (c + 'a' - 'A'));
            }
        }
        return text.toString();
    }

    private static String stripped(StringBuilder text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder plain = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length();) {
            int c = apart.codePointAt(i);
            i += Character.charCount(c);
            if (Character.getType(c) != Character.NON_SPACING_MARK) {
                // one by one: the rule for a final sigma looks at neighbors, and the original has no such rule
                plain.appendCodePoint(Character.toLowerCase(c));
            }
        }
        return plain.toString();
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || (c > 127 && Character.isSpaceChar(c));
    }

    private static boolean isDropped(int c) {
        if (c < 128) {
            return c < ' ' || c == 127;
        }
        return c == 0xFFFD || switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static boolean isPunctuation(int c) {
        if (c < 128) {
            return between(c, '!', '/') || between(c, ':', '@') || between(c, '[', '`') || between(c, '{', '~');
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION, Character.OTHER_PUNCTUATION ->
                true;
            default -> false;
        };
    }

    /// The blocks as the reference tokenizer lists them, 256 left out included; others are ordinary letters to the
    /// model.
    private static boolean isIdeograph(int c) {
        return c >= 0x3400 && (between(c, 0x3400, 0x4DBF) || between(c, 0x4E00, 0x9FFF) || between(c, 0xF900, 0xFAFF)
                || between(c, 0x20000, 0x2A6DF) || between(c, 0x2A700, 0x2B81F) || between(c, 0x2B920, 0x2CEAF)
                || between(c, 0x2F800, 0x2FA1F));
    }

    private static boolean between(int c, int first, int last) {
        return c >= first && c <= last;
    }
}
