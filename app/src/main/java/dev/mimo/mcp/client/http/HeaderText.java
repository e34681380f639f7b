package dev.mimo.mcp.client.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Text as a header's value. What a header cannot carry as it is travels in Base 64, marked as such.
final class HeaderText {
    private static final String BEGIN = "=?base64?";
    private static final String END = "?=";

    private HeaderText() {}

    static String of(String text) {
        return isPlain(text)
                ? text
                : BEGIN + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + END;
    }

    private static boolean isPlain(String text) {
        boolean looksEncoded = text.startsWith(BEGIN) && text.endsWith(END);
        return !looksEncoded && text.equals(text.strip()) && text.chars().allMatch(c -> c >= 0x20 && c <= 0x7E);
    }
}
