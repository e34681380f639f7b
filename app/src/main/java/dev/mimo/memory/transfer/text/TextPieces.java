package dev.mimo.memory.transfer.text;

import java.util.ArrayList;
import java.util.List;

/// Cuts texts that are too long.
public final class TextPieces {
    private static final int TITLE_CHARS = 60;
    private static final List<String> BREAKS = List.of("\n\n", "\n", ". ", " ");

    private TextPieces() {}

    /// The text on one line, cut for who only glances at it.
    public static String title(String text) {
        String line = text.strip().replaceAll("[\\s\\p{Cc}]+", " ");
        return line.codePointCount(0, line.length()) <= TITLE_CHARS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, TITLE_CHARS)) + "…";
    }

    /// The text as it is when it fits; else pieces that do, none of them blank: cut between paragraphs where it can be,
    /// else between lines, sentences or words, else anywhere between two characters.
    ///
    /// @param bytesMax of a piece in UTF-8
    public static List<String> of(String text, int bytesMax) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int most = fitting(text, from, bytesMax);
            int to = most == text.length() ? most : breakBefore(text, from, most);
            String piece = text.substring(from, to);
            if (!piece.isBlank()) {
                pieces.add(from == 0 && to == text.length() ? piece : piece.strip());
            }
            from = to;
        }
        return pieces;
    }

    /// Where as much as fits ends.
    private static int fitting(String text, int from, int bytesMax) {
        int bytes = 0;
        int at = from;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > bytesMax && at > from) {
                return at;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    /// No piece is made much shorter for a good place to cut at.
    private static int breakBefore(String text, int from, int most) {
        for (String mark : BREAKS) {
            int at = text.lastIndexOf(mark, most - mark.length());
            if (at > from + (most - from) / 2) {
                return at + mark.length();
            }
        }
        return most;
    }
}
