package dev.mimo.door.cli;

import java.util.regex.Pattern;

/// A text as one word of a command that can be pasted into a shell.
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:@%+=,-]+");

    private ShellWord() {}

    public static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
