package dev.mimo.procedures.expression.picture;

import dev.mimo.procedures.expression.tree.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A part of a picture of a number: that of all numbers, or that of those below 0.
///
/// @param wholeGroups digits after each separator of the whole part
/// @param fractionGroups digits before each separator of the fraction
/// @param scale digits before the point, in what has an exponent
/// @param exponentSize 0 when there is none
record SubPicture(String prefix, String suffix, List<Integer> wholeGroups, int wholeLeast, int scale,
        List<Integer> fractionGroups, int fractionLeast, int fractionMost, int exponentSize, boolean isPercent,
        boolean isPerMille) {

    /// The characters that mean something.
    record Marks(String decimal, String grouping, String exponent, String minus, String percent, String perMille,
            int zero, String digit, String patternSeparator) {
        static Marks of(Map<?, ?> options) {
            return new Marks(text(options, "decimal-separator", "."), text(options, "grouping-separator", ","),
                    text(options, "exponent-separator", "e"), text(options, "minus-sign", "-"),
                    text(options, "percent", "%"), text(options, "per-mille", "\u2030"),
                    text(options, "zero-digit", "0").codePointAt(0), text(options, "digit", "#"),
                    text(options, "pattern-separator", ";"));
        }

        private static String text(Map<?, ?> options, String name, String usual) {
            return options.get(name) instanceof String given && !given.isEmpty() ? given : usual;
        }

        boolean isDigit(char c) {
            return c >= zero && c <= zero + 9;
        }

        boolean isActive(char c) {
            return isDigit(c) || (decimal + grouping + exponent + digit + patternSeparator).indexOf(c) >= 0;
        }
    }

    SubPicture withPrefix(String other) {
        return new SubPicture(other, suffix, wholeGroups, wholeLeast, scale, fractionGroups, fractionLeast,
                fractionMost, exponentSize, isPercent, isPerMille);
    }

    static SubPicture of(String picture, Marks marks) {
        int begin = 0;
        while (begin < picture.length() && !isNumeral(picture.charAt(begin), marks)) {
            begin++;
        }
        int end = picture.length();
        while (end > begin && !isNumeral(picture.charAt(end - 1), marks)) {
            end--;
        }
        String active = picture.substring(begin, end);
        int at = active.indexOf(marks.exponent());
        String mantissa = at < 0 ? active : active.substring(0, at);
        String exponent = at < 0 ? "" : active.substring(at + marks.exponent().length());
        int dot = mantissa.indexOf(marks.decimal());
        String whole = dot < 0 ? mantissa : mantissa.substring(0, dot);
        String fraction = dot < 0 ? "" : mantissa.substring(dot + marks.decimal().length());
        validate(picture, active, mantissa, marks);
        validate(whole, fraction, dot >= 0, marks);
        boolean percent = picture.contains(marks.percent());
        boolean perMille = picture.contains(marks.perMille());
        if (at >= 0) {
            check(percent || perMille, "D3092", "has a percent sign and an exponent");
            check(exponent.isEmpty() || !exponent.chars().allMatch(c -> marks.isDigit((char) c)), "D3093",
                    "has an exponent that is no row of digits");
        }
        int wholeLeast = count(whole, marks, false);
        int scale = wholeLeast;
        int fractionLeast = count(fraction, marks, false);
        int fractionMost = count(fraction, marks, true);
        if (wholeLeast == 0 && fractionMost == 0) {
            fractionLeast = at >= 0 ? 1 : 0;
            fractionMost = fractionLeast;
            wholeLeast = at >= 0 ? 0 : 1;
        }
        wholeLeast = at >= 0 && wholeLeast == 0 && whole.contains(marks.digit()) ? 1 : wholeLeast;
        fractionLeast = wholeLeast == 0 && fractionLeast == 0 ? 1 : fractionLeast;
        return new SubPicture(picture.substring(0, begin), picture.substring(end), groups(whole, marks, true),
                wholeLeast, scale, groups(fraction, marks, false), fractionLeast, Math.max(fractionLeast, fractionMost),
                exponent.length(), percent, perMille);
    }

    private static boolean isNumeral(char c, Marks marks) {
        return marks.isActive(c) && marks.exponent().indexOf(c) < 0;
    }

    private static int count(String part, Marks marks, boolean optionalToo) {
        return (int) part.chars().filter(c -> marks.isDigit((char) c)
                || (optionalToo && marks.digit().indexOf(c) >= 0)).count();
    }

    private static List<Integer> groups(String part, Marks marks, boolean fromRight) {
        List<Integer> groups = new ArrayList<>();
        for (int at = part.indexOf(marks.grouping()); at >= 0; at = part.indexOf(marks.grouping(), at + 1)) {
            groups.add(count(fromRight ? part.substring(at) : part.substring(0, at), marks, true));
        }
        return groups;
    }

    private static void validate(String picture, String active, String mantissa, Marks marks) {
        check(active.isEmpty(), "D3086", "has no digit");
        check(isTwice(picture, marks.decimal()), "D3081", "has two decimal points");
        check(isTwice(picture, marks.percent()), "D3082", "has two percent signs");
        check(isTwice(picture, marks.perMille()), "D3083", "has two per mille signs");
        check(picture.contains(marks.percent()) && picture.contains(marks.perMille()), "D3084",
                "has a percent and a per mille sign");
        check(count(mantissa, marks, true) == 0, "D3085", "has no digit");
        check(!active.chars().allMatch(c -> marks.isActive((char) c)), "D3086",
                "has another character between its digits");
    }

    private static void validate(String whole, String fraction, boolean dotted, Marks marks) {
        String group = marks.grouping();
        check(dotted && (whole.endsWith(group) || fraction.startsWith(group)), "D3087",
                "has a separator beside its decimal point");
        check(!dotted && whole.endsWith(group), "D3088", "ends with a separator");
        check((whole + " " + fraction).contains(group + group), "D3089", "has two separators in a row");
        int optional = whole.lastIndexOf(marks.digit());
        check(optional > 0 && count(whole.substring(0, optional), marks, false) > 0, "D3090",
                "has a digit before one that may be left out");
        int first = fraction.indexOf(marks.digit());
        check(first >= 0 && count(fraction.substring(first), marks, false) > 0, "D3091",
                "has a digit of the fraction after one that may be left out");
    }

    private static boolean isTwice(String picture, String mark) {
        return picture.indexOf(mark) != picture.lastIndexOf(mark);
    }

    private static void check(boolean wrong, String code, String problem) {
        if (wrong) {
            throw new ExpressionException(code, "A picture " + problem);
        }
    }
}
