package dev.mimo.models;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The scripts that a vocabulary has words of. Of others it may have the letters, and a text that is spelled out letter
/// by letter is as near to any other of its script as one of unknown words: unrelated sentences in Arabic, Hebrew,
/// Hindi or Korean have cosines of 0.96 to 0.98 with the bundled model, where English ones have 0.71.
final class ReadableScripts {
    /// Pieces of several letters; the bundled model has 27,533 in Latin script and at most 8 in any other.
    private static final int PIECES_MIN = 100;
    /// Of a script whose words are single characters.
    private static final int IDEOGRAPHS_MIN = 2_000;

    private final Map<UnicodeScript, Integer> pieces = new EnumMap<>(UnicodeScript.class);
    private final Set<UnicodeScript> read = EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED);

    /// Takes a piece of the vocabulary.
    void add(String piece) {
        int letters = (int) piece.codePoints().filter(Character::isLetter).limit(2).count();
        if (letters == 0) {
            return;
        }
        UnicodeScript script = UnicodeScript.of(piece.codePoints().filter(Character::isLetter).findFirst().orElse('a'));
        boolean ideograph = script == UnicodeScript.HAN;
        if (ideograph || letters > 1) {
            int count = pieces.getOrDefault(script, 0) + 1;
            pieces.put(script, count);
            if (count >= (ideograph ? IDEOGRAPHS_MIN : PIECES_MIN)) {
                read.add(script);
            }
        }
    }

    boolean contain(int c) {
        return read.contains(UnicodeScript.of(c));
    }
}
