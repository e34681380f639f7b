package dev.mimo.door.cli.memory;

import tools.jackson.databind.JsonNode;

/// Foreign text made safe to print: memories and servers come from anywhere, and a terminal obeys control characters.
public final class PlainText {
    private PlainText() {}

    public static String of(JsonNode value) {
        return of(value.asString(""));
    }

    /// Keeps line ends and tabs; every other control or formatting-override character becomes `·`.
    public static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(isHarmless(c) ? c : '·'));
        return safe.toString();
    }

    private static boolean isHarmless(int c) {
        boolean overridesDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return c == '\n' || c == '\t' || !(Character.isISOControl(c) || overridesDirection);
    }
}
