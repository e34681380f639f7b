package dev.mimo.procedures.expression.picture;

import dev.mimo.procedures.expression.picture.DatePicture.Part;
import dev.mimo.procedures.expression.tree.ExpressionException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a time that is written by a picture. What the picture does not say is taken from now, down to the first
/// component that it says; below the last, it is the first of its kind.
public final class DateReading {
    private static final Pattern ISO = Pattern.compile("(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?"
            + "(?:T(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?(Z|[+-]\\d{2}:?\\d{2})?)?");
    private static final int TEXT_MAX = 1_000;

    private final Map<Character, Integer> read = new HashMap<>();
    private final OffsetDateTime now;

    private DateReading(long now) {
        this.now = Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC);
    }

    /// Milliseconds since 1970; absent when the text is not as the picture says.
    ///
    /// @param picture absent for ISO 8601
    public static @Nullable Long parse(String text, @Nullable String picture, long now) {
        try {
            return picture == null ? iso(text) : new DateReading(now).parsed(text, picture);
        } catch (DateTimeException _) {
            throw new ExpressionException("D3110", "A text is no time: there is no such day or hour");
        }
    }

    private static Long iso(String text) {
        Matcher time = ISO.matcher(text);
        if (!time.matches()) {
            throw new ExpressionException("D3110", "A text is no time as ISO 8601 writes it");
        }
        String fraction = time.group(7) == null ? "" : time.group(7);
        String zone = time.group(8) == null ? "Z" : time.group(8);
        return LocalDateTime.of(number(time, 1, 0), number(time, 2, 1), number(time, 3, 1), number(time, 4, 0),
                number(time, 5, 0), number(time, 6, 0), Integer.parseInt((fraction + "000000000").substring(0, 9)))
                .toInstant(ZoneOffset.of(zone)).toEpochMilli();
    }

    private static int number(Matcher matcher, int group, int absent) {
        String digits = matcher.group(group);
        return digits == null ? absent : Integer.parseInt(digits);
    }

    private @Nullable Long parsed(String text, String picture) {
        List<Part> parts = DatePicture.parts(picture);
        List<Part.Component> components = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case Part.Literal(String literal) -> pattern.append(Pattern.quote(literal));
                case Part.Component part -> {
                    boolean followed = i + 1 < parts.size() && parts.get(i + 1) instanceof Part.Component;
                    pattern.append('(').append(pattern(part, followed)).append(')');
                    components.add(part);
                }
            }
        }
        Matcher matcher = Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text);
        if (text.length() > TEXT_MAX || !matcher.matches()) {
            return null;
        }
        for (int i = 0; i < components.size(); i++) {
            String written = matcher.group(i + 1);
            read.put(components.get(i).letter(), value(components.get(i), written == null ? "" : written));
        }
        return read.isEmpty() ? null : (Long) assembled();
    }

    private static String pattern(Part.Component part, boolean followed) {
        IntegerPicture integer = part.integer();
        if (part.letter() == 'Z' || part.letter() == 'z') {
            return (part.letter() == 'z' ? "GMT" : "") + "[-+][0-9]+(?::?[0-9]+)?" + (part.presentation().endsWith("t")
                    ? "|Z"
                    : "");
        }
        if (integer == null) {
            return "[a-zA-Z]+";
        }
        return integer.isDecimal() && followed && !integer.isOrdinal()
                ? "[0-9]{" + Math.max(1, part.most() > 0 ? part.most() : Math.max(part.least(), integer.digits())) + "}"
                : integer.pattern();
    }

    private static int value(Part.Component part, String text) {
        return switch (part.letter()) {
            case 'Z', 'z' -> offset(text.replace("GMT", ""));
            case 'M', 'x' -> part.integer() == null
                    ? named(text, part.most(), java.util.Arrays.stream(Month.values())
                            .map(month -> month.getDisplayName(TextStyle.FULL, Locale.ENGLISH)).toList())
                    : (int) part.integer().parse(text);
            case 'F' -> part.integer() == null
                    ? named(text, part.most(), java.util.Arrays.stream(DayOfWeek.values())
                            .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)).toList())
                    : (int) part.integer().parse(text);
            case 'f' -> Integer.parseInt((text + "000").substring(0, 3));
            case 'P' -> text.equalsIgnoreCase("pm") ? 1 : 0;
            default -> part.integer() == null ? 0 : (int) part.integer().parse(text);
        };
    }

    private static int offset(String text) {
        if (text.equalsIgnoreCase("Z")) {
            return 0;
        }
        String digits = text.replaceAll("[^0-9]", "");
        boolean colon = text.indexOf(':') >= 0;
        int hours = colon
                ? Integer.parseInt(text.substring(1, text.indexOf(':')))
                : digits.length() <= 2 ? Integer.parseInt(digits) : Integer.parseInt(digits) / 100;
        int minutes = colon
                ? Integer.parseInt(text.substring(text.indexOf(':') + 1))
                : digits.length() <= 2 ? 0 : Integer.parseInt(digits) % 100;
        int offset = hours * 60 + minutes;
        return text.startsWith("-") ? -offset : offset;
    }

    private static int named(String text, int most, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String written = most > 0 && name.length() > most ? name.substring(0, most) : name;
            if (written.equalsIgnoreCase(text)) {
                return i + 1;
            }
        }
        throw new ExpressionException("D3110", "A text has no name of a month or a day where its picture has one");
    }

    private long assembled() {
        boolean dayOfYear = read.containsKey('d') && !read.containsKey('M') && !read.containsKey('D');
        boolean weeks = read.containsKey('X') || read.containsKey('x') || read.containsKey('w')
                || read.containsKey('W');
        if (weeks && !read.containsKey('M') && !read.containsKey('d')) {
            throw new ExpressionException("D3136", "A picture does not say which day it is");
        }
        boolean half = read.containsKey('h') || read.containsKey('P');
        fill((dayOfYear ? "Yd" : "YMD") + (half ? "Ph" : "H") + "msf");
        int hour = half ? get('h') % 12 + 12 * get('P') : get('H');
        LocalDate date = dayOfYear
                ? LocalDate.ofYearDay(get('Y'), get('d'))
                : LocalDate.of(get('Y'), Math.clamp(get('M'), 1, 12), 1).plusDays(get('D') - 1L);
        long millis = date.atTime(LocalTime.of(hour, get('m'), get('s'))).toInstant(ZoneOffset.UTC).toEpochMilli()
                + get('f');
        int offset = read.containsKey('Z') ? get('Z') : get('z');
        return millis - offset * 60_000L;
    }

    private int get(char component) {
        return read.getOrDefault(component, 0);
    }

    private void fill(String order) {
        boolean begun = false;
        boolean ended = false;
        for (int i = 0; i < order.length(); i++) {
            char component = order.charAt(i);
            if (read.containsKey(component)) {
                begun = true;
                if (ended) {
                    throw new ExpressionException("D3136", "A picture lacks a component between two that it has");
                }
            } else if (begun) {
                read.put(component, "MDd".indexOf(component) >= 0 ? 1 : 0);
                ended = true;
            } else {
                read.put(component, present(component));
            }
        }
    }

    private int present(char component) {
        return switch (component) {
            case 'Y' -> now.getYear();
            case 'M' -> now.getMonthValue();
            case 'D' -> now.getDayOfMonth();
            case 'd' -> now.getDayOfYear();
            case 'H' -> now.getHour();
            case 'P' -> now.getHour() < 12 ? 0 : 1;
            case 'h' -> now.getHour() % 12;
            case 'm' -> now.getMinute();
            case 's' -> now.getSecond();
            default -> now.getNano() / 1_000_000;
        };
    }
}
