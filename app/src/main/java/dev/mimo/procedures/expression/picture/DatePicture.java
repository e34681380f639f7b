package dev.mimo.procedures.expression.picture;

import dev.mimo.procedures.expression.tree.ExpressionException;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static java.util.Map.entry;

/// How a time is written, as XPath has it: `[D1o] [MNn] [Y0001]`. Without a picture, as ISO 8601 has it.
public final class DatePicture {
    static final String ISO = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";
    private static final Map<Character, String> DEFAULTS = Map.ofEntries(entry('Y', "1"), entry('M', "1"),
            entry('D', "1"), entry('d', "1"), entry('F', "n"), entry('W', "1"), entry('w', "1"), entry('X', "1"),
            entry('x', "1"), entry('H', "1"), entry('h', "1"), entry('P', "n"), entry('m', "01"), entry('s', "01"),
            entry('f', "1"), entry('Z', "01:01"), entry('z', "01:01"), entry('C', "n"), entry('E', "n"));

    private DatePicture() {}

    /// A part of a picture.
    sealed interface Part {
        record Literal(String text) implements Part {}

        /// @param integer how its number is written; absent for names
        /// @param names `n`, `N` or `Nn` where it is a name; empty otherwise
        /// @param least fewest characters; 0 when nothing is said
        /// @param most most characters; 0 when nothing is said
        record Component(char letter, String presentation, @Nullable IntegerPicture integer, String names, int least,
                int most) implements Part {}
    }

    static List<Part> parts(String picture) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        if (picture.lastIndexOf('[') > picture.lastIndexOf(']')) {
            throw new ExpressionException("D3135", "A picture has no closing bracket");
        }
        for (int at = 0; at < picture.length(); at++) {
            char c = picture.charAt(at);
            if (c == '[' && at + 1 < picture.length() && picture.charAt(at + 1) == '[') {
                literal.append('[');
                at++;
            } else if (c == ']' && at + 1 < picture.length() && picture.charAt(at + 1) == ']') {
                literal.append(']');
                at++;
            } else if (c == '[') {
                int end = picture.indexOf(']', at);
                if (end < 0) {
                    throw new ExpressionException("D3135", "A picture has no closing bracket");
                }
                if (!literal.isEmpty()) {
                    parts.add(new Part.Literal(literal.toString()));
                    literal.setLength(0);
                }
                parts.add(component(picture.substring(at + 1, end).replaceAll("\\s+", "")));
                at = end;
            } else {
                literal.append(c);
            }
        }
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal.toString()));
        }
        return parts;
    }

    private static Part component(String marker) {
        char letter = marker.isEmpty() ? ' ' : marker.charAt(0);
        String fallback = DEFAULTS.get(letter);
        if (fallback == null) {
            throw new ExpressionException("D3132", "A picture has an unknown component: " + marker);
        }
        int comma = marker.lastIndexOf(',');
        String presentation = comma < 0 ? marker.substring(1) : marker.substring(1, comma);
        int[] width = comma < 0 ? new int[]{0, 0} : width(marker.substring(comma + 1));
        presentation = presentation.isEmpty() ? fallback : presentation;
        String plain = presentation.length() > 1 && "coat".indexOf(presentation.charAt(presentation.length() - 1)) >= 0
                ? presentation.substring(0, presentation.length() - 1)
                : presentation;
        boolean zone = letter == 'Z' || letter == 'z';
        if (plain.matches("n|N|Nn")) {
            if ("MxFPCE".indexOf(letter) < 0 && !zone) {
                throw new ExpressionException("D3133", "The component " + letter + " has no name");
            }
            return new Part.Component(letter, presentation, null, plain, width[0], width[1]);
        }
        String ordinal = presentation.endsWith("o") && !plain.equals(presentation) ? ";o" : "";
        IntegerPicture integer = zone ? null : IntegerPicture.of(plain + ordinal);
        return new Part.Component(letter, presentation, integer, "", width[0], width[1]);
    }

    private static int[] width(String text) {
        String[] ends = text.split("-", 2);
        return new int[]{number(ends[0]), ends.length > 1 ? number(ends[1]) : 0};
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    /// @param zone as in `-0500`; absent for UTC
    public static String format(long millis, @Nullable String picture, @Nullable String zone) {
        OffsetDateTime time = Instant.ofEpochMilli(millis).atOffset(offset(zone));
        StringBuilder text = new StringBuilder();
        for (Part part : parts(picture == null ? ISO : picture)) {
            text.append(switch (part) {
                case Part.Literal(String literal) -> literal;
                case Part.Component component -> formatted(component, time);
            });
        }
        return text.toString();
    }

    private static ZoneOffset offset(@Nullable String zone) {
        if (zone == null) {
            return ZoneOffset.UTC;
        }
        if (!zone.matches("[+-]?\\d{4}")) {
            throw new ExpressionException("D3137", "A time zone is no offset, as +0100");
        }
        int number = Integer.parseInt(zone);
        try {
            return ZoneOffset.ofHoursMinutes(number / 100, number % 100);
        } catch (java.time.DateTimeException _) {
            throw new ExpressionException("D3137", "A time zone is no offset, as +0100");
        }
    }

    private static String formatted(Part.Component part, OffsetDateTime time) {
        return switch (part.letter()) {
            case 'Z', 'z' -> zone(part, time.getOffset());
            case 'P' -> cased(part, time.getHour() < 12 ? "Am" : "Pm");
            case 'C', 'E' -> "ISO";
            case 'F' -> part.names().isEmpty()
                    ? plain(part, time.getDayOfWeek().getValue())
                    : cased(part, time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case 'M', 'x' -> {
                var month = part.letter() == 'M' ? time.getMonth() : thursday(time).getMonth();
                yield part.names().isEmpty()
                        ? plain(part, month.getValue())
                        : cased(part, month.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            }
            default -> plain(part, value(part, time));
        };
    }

    /// The Thursday of its week, whose month and year are the week's.
    private static LocalDate thursday(OffsetDateTime time) {
        return time.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusDays(3);
    }

    private static int value(Part.Component part, OffsetDateTime time) {
        return switch (part.letter()) {
            case 'Y' -> year(part, time.getYear());
            case 'X' -> year(part, thursday(time).getYear());
            case 'D' -> time.getDayOfMonth();
            case 'd' -> time.getDayOfYear();
            case 'W' -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case 'w' -> (thursday(time).getDayOfMonth() - 1) / 7 + 1;
            case 'H' -> time.getHour();
            case 'h' -> time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
            case 'm' -> time.getMinute();
            case 's' -> time.getSecond();
            default -> (int) ChronoUnit.MILLIS.between(time.truncatedTo(ChronoUnit.SECONDS), time);
        };
    }

    private static int year(Part.Component part, int year) {
        int asked = part.integer() == null ? 0 : Math.max(part.least(), part.integer().digits());
        int digits = part.most() > 0 ? part.most() : asked;
        return digits >= 2 && digits < 9 && part.letter() == 'Y' ? (int) (year % Math.pow(10, digits)) : year;
    }

    private static String plain(Part.Component part, int value) {
        IntegerPicture integer = part.integer();
        if (part.letter() == 'Y' && part.most() > 0) {
            return padded(value, part.most());
        }
        String text = integer == null ? String.valueOf(value) : integer.format(BigInteger.valueOf(value));
        boolean padded = integer != null && integer.isDecimal() && part.least() > text.length() && part.letter() != 'f';
        return padded ? "0".repeat(part.least() - text.length()) + text : text;
    }

    private static String cased(Part.Component part, String name) {
        String text = switch (part.names()) {
            case "n" -> name.toLowerCase(Locale.ROOT);
            case "N" -> name.toUpperCase(Locale.ROOT);
            default -> name;
        };
        return part.most() > 0 && text.length() > part.most() ? text.substring(0, part.most()) : text;
    }

    private static String zone(Part.Component part, ZoneOffset offset) {
        int minutes = offset.getTotalSeconds() / 60;
        String presentation = part.presentation();
        boolean traditional = presentation.endsWith("t");
        if (traditional && minutes == 0) {
            return "Z";
        }
        String digits = traditional ? presentation.substring(0, presentation.length() - 1) : presentation;
        int hours = Math.abs(minutes / 60);
        int rest = Math.abs(minutes % 60);
        int colon = digits.indexOf(':');
        String text;
        if (colon >= 0) {
            text = padded(hours, colon) + ":" + padded(rest, digits.length() - colon - 1);
        } else if (digits.length() <= 2) {
            text = padded(hours, digits.length()) + (rest == 0 ? "" : ":" + padded(rest, 2));
        } else if (digits.length() <= 4) {
            text = padded(hours * 100 + rest, digits.length());
        } else {
            throw new ExpressionException("D3134", "A time zone has at most four digits");
        }
        return (part.letter() == 'z' ? "GMT" : "") + (minutes < 0 ? "-" : "+") + text;
    }

    private static String padded(int number, int digits) {
        String text = String.valueOf(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
