package dev.mimo.procedures.expression;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.procedures.expression.tree.ExpressionException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The functions that Amazon States Language adds to the language.
final class StatesFunctions {
    private static final Set<String> DIGESTS = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
    private static final int JSON_BYTES_MAX = 1 << 20;

    private StatesFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("partition", "<an:a>", StatesFunctions::partition);
        table.add("range", "<nnn:a>", StatesFunctions::range);
        table.add("hash", "<ss:s>", (given, _) -> given.getFirst() instanceof String text
                && given.get(1) instanceof String algorithm ? digest(text, algorithm) : null);
        table.add("random", "<n?:n>", (given, calls) -> given.getFirst() instanceof Number seed
                ? new SplittableRandom(seed.longValue()).nextDouble()
                : calls.chance().nextDouble());
        table.add("uuid", "<:s>", (_, calls) -> uuid(calls.chance().nextLong(), calls.chance().nextLong()));
        table.add("parse", "<s:x>", (given, calls) -> given.getFirst() instanceof String text
                ? parsed(text, calls)
                : null);
    }

    static String uuid(long high, long low) {
        return new UUID((high & ~0xF000L) | 0x4000L, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L).toString();
    }

    private static @Nullable Object parsed(String text, FunctionCalls calls) {
        calls.charge(text.length() / 8);
        try {
            return ValueConversion.fromJson(Json.parse(text.getBytes(StandardCharsets.UTF_8),
                    JsonLimits.defaults().withBytesMax(JSON_BYTES_MAX)), calls);
        } catch (MalformedJsonException _) {
            throw new ExpressionException("D3137", "What $parse was given is no JSON");
        }
    }

    static String digest(String text, String algorithm) {
        if (!DIGESTS.contains(algorithm)) {
            throw new ExpressionException("D3137", "The algorithm is none of " + String.join(", ",
                    new java.util.TreeSet<>(DIGESTS)));
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm)
                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static @Nullable Object partition(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof List<?> list) || !(given.get(1) instanceof Number size)) {
            return null;
        }
        if (size.doubleValue() < 1) {
            throw new ExpressionException("D3137", "A part has at least one item");
        }
        calls.charge(list.size());
        ValueList parts = new ValueList();
        int step = (int) Math.min(size.doubleValue(), 1 << 30);
        for (int from = 0; from < list.size(); from += step) {
            parts.add(new ValueList(list.subList(from, Math.min(list.size(), from + step))));
        }
        return parts;
    }

    private static @Nullable Object range(List<@Nullable Object> given, FunctionCalls calls) {
        if (!(given.getFirst() instanceof Number first) || !(given.get(1) instanceof Number last)
                || !(given.get(2) instanceof Number delta)) {
            return null;
        }
        double step = delta.doubleValue();
        if (step == 0) {
            throw new ExpressionException("D3137", "The step of a range is 0");
        }
        ValueList numbers = new ValueList();
        for (double at = first.doubleValue(); step > 0 ? at <= last.doubleValue() : at >= last.doubleValue(); at +=
                step) {
            calls.charge(1);
            numbers.add(Values.number(at));
        }
        return numbers;
    }
}
