package dev.mimo.models;

import java.util.List;

/// Cuts text into the tokens of a model. Safe for many threads. Text that spells a special token, such as `[SEP]`, is
/// ordinary text: what is remembered cannot steer the model.
interface TextTokenizer {
    /// The tokens of the prefix and the text between the special ones; the end of a longer text is cut.
    ///
    /// @param limit most tokens in all, special ones included
    Encoded encode(String prefix, String text, int limit);

    /// How many tokens the text has, special ones left out.
    int count(CharSequence text);

    /// How much of the text the vocabulary has words for, 0..1.
    default double knownShare(CharSequence text) {
        return 1;
    }

    /// @param pieces one for each id; `NOTHING` for what is not the text's own, and for words that are not known
    record Encoded(int[] ids, List<Piece> pieces) {}

    /// What a token stands for.
    ///
    /// @param text without the mark of a continuation
    /// @param continues whether it continues the piece before it
    record Piece(String text, boolean continues) {
        static final Piece NOTHING = new Piece("", false);

        /// Whether there is a letter or digit in it.
        boolean isWord() {
            return text.codePoints().anyMatch(Character::isLetterOrDigit);
        }
    }
}
