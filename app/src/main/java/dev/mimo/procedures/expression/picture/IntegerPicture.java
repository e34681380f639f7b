package dev.mimo.procedures.expression.picture;

import dev.mimo.procedures.expression.tree.ExpressionException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How a whole number is written, as XPath has it: `#,##0`, `I`, `a`, `w`; with `;o` as an ordinal.
public final class IntegerPicture {
    private static final int[] DECIMAL_ZEROS = {0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6,
            0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
            0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10};

    private final Style style;
    private final boolean ordinal;
    private final int mandatory;
    private final int zero;
    private final List<Separator> separators;

    private enum Style {
        DECIMAL, LETTERS, CAPITALS, ROMAN, SMALL_ROMAN, WORDS, CAPITAL_WORDS, TITLE_WORDS
    }

    /// @param place digits that stand after it
    record Separator(int place, int character) {}

    private IntegerPicture(Style style, boolean ordinal, int mandatory, int zero, List<Separator> separators) {
        this.style = style;
        this.ordinal = ordinal;
        this.mandatory = mandatory;
        this.zero = zero;
        this.separators = separators;
    }

    /// @throws ExpressionException `D3130` when it is none that is known, `D3131` when its digits are of two kinds
    public static IntegerPicture of(String picture) {
        int semicolon = picture.lastIndexOf(';');
        String primary = semicolon < 0 ? picture : picture.substring(0, semicolon);
        boolean ordinal = semicolon >= 0 && picture.startsWith("o", semicolon + 1);
        return switch (primary) {
            case "A" -> simple(Style.CAPITALS, ordinal);
            case "a" -> simple(Style.LETTERS, ordinal);
            case "I" -> simple(Style.ROMAN, ordinal);
            case "i" -> simple(Style.SMALL_ROMAN, ordinal);
            case "W" -> simple(Style.CAPITAL_WORDS, ordinal);
            case "w" -> simple(Style.WORDS, ordinal);
            case "Ww" -> simple(Style.TITLE_WORDS, ordinal);
            default -> decimal(primary, ordinal);
        };
    }

    private static IntegerPicture simple(Style style, boolean ordinal) {
        return new IntegerPicture(style, ordinal, 0, '0', List.of());
    }

    private static IntegerPicture decimal(String picture, boolean ordinal) {
        int zero = -1;
        int mandatory = 0;
        int digits = 0;
        List<Separator> separators = new ArrayList<>();
        int[] points = picture.codePoints().toArray();
        for (int i = points.length - 1; i >= 0; i--) {
            int family = family(points[i]);
            if (family >= 0) {
                if (zero >= 0 && zero != family) {
                    throw new ExpressionException("D3131", "The digits of a picture are of two kinds");
                }
                zero = family;
                mandatory++;
                digits++;
            } else if (points[i] == '#') {
                digits++;
            } else {
                separators.add(new Separator(digits, points[i]));
            }
        }
        if (mandatory == 0) {
            throw new ExpressionException("D3130", "A picture of a whole number is not known: " + picture);
        }
        return new IntegerPicture(Style.DECIMAL, ordinal, mandatory, zero, separators);
    }

    private static int family(int point) {
        for (int zero : DECIMAL_ZEROS) {
            if (point >= zero && point <= zero + 9) {
                return zero;
            }
        }
        return -1;
    }

    boolean isDecimal() {
        return style == Style.DECIMAL;
    }

    boolean isOrdinal() {
        return ordinal;
    }

    /// How many digits it asks for at least.
    int digits() {
        return mandatory;
    }

    List<Separator> separators() {
        return separators;
    }

    public String format(BigInteger number) {
        boolean negative = number.signum() < 0;
        BigInteger value = number.abs();
        String text = switch (style) {
            case LETTERS -> letters(value, 'a');
            case CAPITALS -> letters(value, 'A');
            case ROMAN -> RomanNumber.of(value).toUpperCase(Locale.ROOT);
            case SMALL_ROMAN -> RomanNumber.of(value);
            case WORDS -> NumberWords.of(value, ordinal);
            case CAPITAL_WORDS -> NumberWords.of(value, ordinal).toUpperCase(Locale.ROOT);
            case TITLE_WORDS -> NumberWords.title(NumberWords.of(value, ordinal));
            case DECIMAL -> decimal(value);
        };
        return negative ? "-" + text : text;
    }

    private static String letters(BigInteger value, char first) {
        StringBuilder text = new StringBuilder();
        BigInteger rest = value;
        BigInteger base = BigInteger.valueOf(26);
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.subtract(BigInteger.ONE).divideAndRemainder(base);
            text.insert(0, (char) (first + parts[1].intValue()));
            rest = parts[0];
        }
        return text.toString();
    }

    private String decimal(BigInteger value) {
        String digits = value.toString();
        digits = "0".repeat(Math.max(0, mandatory - digits.length())) + digits;
        StringBuilder text = new StringBuilder();
        int regular = regular();
        for (int i = 0; i < digits.length(); i++) {
            text.appendCodePoint(zero + digits.charAt(i) - '0');
            int after = digits.length() - 1 - i;
            if (regular > 0 && after > 0 && after % regular == 0) {
                text.appendCodePoint(separators.getFirst().character());
            } else if (regular == 0) {
                separators.stream().filter(each -> each.place() == after && after > 0)
                        .forEach(each -> text.appendCodePoint(each.character()));
            }
        }
        return ordinal ? text + suffix(digits) : text.toString();
    }

    /// The distance between separators, when it is always the same and so are they; 0 otherwise.
    private int regular() {
        if (separators.isEmpty()) {
            return 0;
        }
        int step = separators.getFirst().place();
        for (int i = 0; i < separators.size(); i++) {
            if (separators.get(i).place() != step * (i + 1)
                    || separators.get(i).character() != separators.getFirst().character()) {
                return 0;
            }
        }
        return step;
    }

    private static String suffix(String digits) {
        boolean teen = digits.length() > 1 && digits.charAt(digits.length() - 2) == '1';
        return switch (teen ? '0' : digits.charAt(digits.length() - 1)) {
            case '1' -> "st";
            case '2' -> "nd";
            case '3' -> "rd";
            default -> "th";
        };
    }

    /// The number that a text is by this picture.
    public double parse(String text) {
        return switch (style) {
            case LETTERS, CAPITALS -> text.toLowerCase(Locale.ROOT).chars().mapToDouble(c -> c - 'a' + 1)
                    .reduce(0, (sum, digit) -> sum * 26 + digit);
            case ROMAN, SMALL_ROMAN -> RomanNumber.parse(text.toLowerCase(Locale.ROOT));
            case WORDS, CAPITAL_WORDS, TITLE_WORDS -> NumberWords.parse(text.toLowerCase(Locale.ROOT));
            case DECIMAL -> {
                StringBuilder digits = new StringBuilder();
                text.codePoints().filter(point -> point >= zero && point <= zero + 9)
                        .forEach(point -> digits.append((char) ('0' + point - zero)));
                yield digits.isEmpty() ? 0 : Double.parseDouble(digits.toString());
            }
        };
    }

    /// A pattern for what is written by this picture.
    String pattern() {
        String digits = "[" + Character.toString(zero) + "-" + Character.toString(zero + 9);
        return switch (style) {
            case LETTERS -> "[a-z]+";
            case CAPITALS -> "[A-Z]+";
            case ROMAN -> "[MDCLXVI]+";
            case SMALL_ROMAN -> "[mdclxvi]+";
            case WORDS, CAPITAL_WORDS, TITLE_WORDS -> NumberWords.PATTERN;
            case DECIMAL -> {
                StringBuilder marks = new StringBuilder();
                separators.forEach(each -> marks.append('\\').appendCodePoint(each.character()));
                yield digits + marks + "]+" + (ordinal ? "(?:th|st|nd|rd)" : "");
            }
        };
    }
}
