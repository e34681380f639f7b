package dev.mimo.tools;

import dev.mimo.json.Json;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Stored and foreign text as models and terminals may see it: nothing in it is hidden, reorders what stands around it,
/// steers a terminal, or begins a line unseen. What is hidden is shown as `·`, once for each run of it.
public final class VisibleText {
    private static final char HIDDEN = '·';
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;
    private static final int EMOJI_STYLE = 0xFE0F;
    /// Scripts whose letters do not join: between them a joiner only hides.
    private static final Set<UnicodeScript> UNJOINED = EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED,
            UnicodeScript.UNKNOWN, UnicodeScript.LATIN, UnicodeScript.GREEK, UnicodeScript.CYRILLIC, UnicodeScript.HAN,
            UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

    private VisibleText() {}

    /// The text, with a line feed for everything that ends a line somewhere.
    public static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (points[i] == '\r' && i + 1 < points.length && points[i + 1] == '\n') {
                continue;
            }
            if (endsLine(points[i])) {
                shown.append('\n');
            } else if (!isHidden(points, i)) {
                shown.appendCodePoint(points[i]);
            } else if (i == 0 || endsLine(points[i - 1]) || !isHidden(points, i - 1)) {
                shown.append(HIDDEN);
            }
        }
        return shown.toString();
    }

    /// The text on one line: names come from callers too, and none may begin a line of its own.
    public static String line(String text) {
        return String.join(" ", lines(text).map(String::strip).filter(line -> !line.isEmpty()).toList());
    }

    public static Stream<String> lines(String text) {
        return of(text).lines();
    }

    /// Every text in the tree as `of` shows it; names of members stay.
    static JsonNode of(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode shown = Json.object();
            object.properties().forEach(member -> shown.set(member.getKey(), of(member.getValue())));
            return shown;
        }
        if (tree instanceof ArrayNode array) {
            ArrayNode shown = Json.array();
            array.forEach(item -> shown.add(of(item)));
            return shown;
        }
        return tree.isString() ? StringNode.valueOf(of(tree.stringValue())) : tree;
    }

    /// Written JSON as a terminal may see it: the same document, with all that is hidden in its texts escaped.
    public static String json(String written) {
        if (isPlain(written)) {
            return written;
        }
        StringBuilder shown = new StringBuilder(written.length());
        written.codePoints().forEach(point -> {
            if (point != '\n' && (endsLine(point) || mayHide(point))) {
                String.valueOf(Character.toChars(point)).chars()
                        .forEach(unit -> shown.append(String.format(Locale.ROOT, "\\u%04x", unit)));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\n' || c == '\t');
    }

    /// Beyond line feeds and carriage returns: vertical tab, form feed, the information separators, next line, and
    /// Unicode's line and paragraph separators.
    private static boolean endsLine(int point) {
        return (point >= '\n' && point <= '\r') || (point >= 0x1C && point <= 0x1E) || point == 0x85
                || point == 0x2028 || point == 0x2029;
    }

    private static boolean isHidden(int[] points, int at) {
        int point = points[at];
        if (!mayHide(point)) {
            return false;
        }
        int before = at > 0 ? points[at - 1] : 0;
        int after = at + 1 < points.length ? points[at + 1] : 0;
        return switch (point) {
            case JOINER -> !joins(before, after) && !(isEmojiPart(before) && Character.isExtendedPictographic(after));
            case NON_JOINER -> !joins(before, after);
            case EMOJI_STYLE, 0xFE0E -> !Character.isEmoji(before);
            default -> true;
        };
    }

    private static boolean isEmojiPart(int point) {
        return point == EMOJI_STYLE || Character.isEmojiModifier(point) || Character.isExtendedPictographic(point);
    }

    private static boolean joins(int before, int after) {
        UnicodeScript script = UnicodeScript.of(before);
        return script == UnicodeScript.of(after) && !UNJOINED.contains(script);
    }

    /// Whether it is not seen where nothing around it makes it so: control and format characters, lone surrogates, and
    /// what else Unicode has fonts ignore.
    private static boolean mayHide(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point != '\t';
            case Character.FORMAT -> !isNumberSign(point);
            case Character.SURROGATE -> true;
            default -> point == 0x34F || point == 0x115F || point == 0x1160 || point == 0x17B4 || point == 0x17B5
                    || (point >= 0x180B && point <= 0x180F) || point == 0x2065 || point == 0x3164
                    || (point >= 0xFE00 && point <= 0xFE0F) || point == 0xFFA0 || (point >= 0xFFF0 && point <= 0xFFF8)
                    || (point >= 0xE0000 && point <= 0xE0FFF);
        };
    }

    /// Format characters that are seen: signs that span the digits behind them.
    private static boolean isNumberSign(int point) {
        return (point >= 0x600 && point <= 0x605) || point == 0x6DD || point == 0x70F || point == 0x890
                || point == 0x891 || point == 0x8E2 || point == 0x110BD || point == 0x110CD;
    }
}
