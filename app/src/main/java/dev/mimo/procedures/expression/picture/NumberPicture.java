package dev.mimo.procedures.expression.picture;

import dev.mimo.procedures.expression.picture.SubPicture.Marks;
import dev.mimo.procedures.expression.tree.ExpressionException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a number is written, as XPath has it: `#,##0.00`, `0.0e0`, `01%`.
public final class NumberPicture {
    private final Marks marks;
    private final SubPicture positive;
    private final SubPicture negative;

    private NumberPicture(Marks marks, SubPicture positive, SubPicture negative) {
        this.marks = marks;
        this.positive = positive;
        this.negative = negative;
    }

    /// @param options other characters for the marks, by their names; anything else than an object is none
    /// @throws ExpressionException `D3080` to `D3093` for what is no picture
    public static NumberPicture of(String picture, @Nullable Object options) {
        Marks marks = Marks.of(options instanceof Map<?, ?> map ? map : Map.of());
        List<String> parts = List.of(picture.split(java.util.regex.Pattern.quote(marks.patternSeparator()), -1));
        if (parts.size() > 2) {
            throw new ExpressionException("D3080", "A picture has at most two parts");
        }
        SubPicture positive = SubPicture.of(parts.getFirst(), marks);
        SubPicture negative = parts.size() > 1
                ? SubPicture.of(parts.get(1), marks)
                : positive.withPrefix(marks.minus() + positive.prefix());
        return new NumberPicture(marks, positive, negative);
    }

    public String format(double number) {
        SubPicture picture = number < 0 ? negative : positive;
        BigDecimal value = new BigDecimal(String.valueOf(Math.abs(number)));
        value = picture.isPercent()
                ? value.scaleByPowerOfTen(2)
                : picture.isPerMille() ? value.scaleByPowerOfTen(3) : value;
        int exponent = 0;
        if (picture.exponentSize() > 0 && value.signum() != 0) {
            exponent = value.precision() - value.scale() - picture.scale();
            value = value.scaleByPowerOfTen(-exponent);
        }
        String text = digits(picture, value.setScale(picture.fractionMost(), RoundingMode.HALF_EVEN).toPlainString());
        if (picture.exponentSize() > 0) {
            String power = String.valueOf(Math.abs(exponent));
            text += marks.exponent() + (exponent < 0 ? marks.minus() : "")
                    + translated("0".repeat(Math.max(0, picture.exponentSize() - power.length())) + power);
        }
        return picture.prefix() + text + picture.suffix();
    }

    private String digits(SubPicture picture, String plain) {
        int dot = plain.indexOf('.');
        String whole = (dot < 0 ? plain : plain.substring(0, dot)).replaceFirst("^0+", "");
        String fraction = dot < 0 ? "" : plain.substring(dot + 1).replaceFirst("0+$", "");
        whole = "0".repeat(Math.max(0, picture.wholeLeast() - whole.length())) + whole;
        fraction += "0".repeat(Math.max(0, picture.fractionLeast() - fraction.length()));
        StringBuilder text = new StringBuilder();
        int regular = regular(picture.wholeGroups());
        for (int i = 0; i < whole.length(); i++) {
            text.append(translated(whole.substring(i, i + 1)));
            int after = whole.length() - 1 - i;
            if (after > 0 && (regular > 0 ? after % regular == 0 : picture.wholeGroups().contains(after))) {
                text.append(marks.grouping());
            }
        }
        if (!fraction.isEmpty()) {
            text.append(marks.decimal());
        }
        for (int i = 0; i < fraction.length(); i++) {
            if (i > 0 && picture.fractionGroups().contains(i)) {
                text.append(marks.grouping());
            }
            text.append(translated(fraction.substring(i, i + 1)));
        }
        return text.toString();
    }

    private static int regular(List<Integer> groups) {
        int step = groups.stream().reduce(0, NumberPicture::divisor);
        for (int i = 1; i <= groups.size(); i++) {
            if (!groups.contains(step * i)) {
                return 0;
            }
        }
        return step;
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    private String translated(String digits) {
        StringBuilder text = new StringBuilder();
        digits.chars().forEach(digit -> text.appendCodePoint(marks.zero() + digit - '0'));
        return text.toString();
    }
}
