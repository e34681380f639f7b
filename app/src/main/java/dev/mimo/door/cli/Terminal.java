package dev.mimo.door.cli;

import dev.mimo.json.Json;
import dev.mimo.tools.VisibleText;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// Where words come from and go to.
///
/// @param out answers, and nothing else
/// @param err errors, notes and progress
/// @param color whether `out` shows colors
/// @param command what the user typed to start Mimo, for hints that can be pasted
/// @param launcher the absolute path of `./mimo`, for other programs' configuration
public record Terminal(InputStream in, PrintStream out, PrintStream err, Clock clock, boolean color,
        String command, String launcher) {

    /// This process's own. The launcher says whether `out` is a terminal, because asking Java costs start-up.
    public static Terminal ofProcess() {
        String launcher = property("mimo.launcher", "mimo");
        boolean color = Boolean.getBoolean("mimo.tty") && System.getenv("NO_COLOR") == null;
        return new Terminal(System.in,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(), color, property("mimo.command", launcher), launcher);
    }

    /// Prints an answer for programs, on one line; a terminal that shows it obeys nothing in it.
    public void printJson(JsonNode answer) {
        out.println(VisibleText.json(Json.text(answer)));
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String faint(String text) {
        return paint("2", text);
    }

    public String green(String text) {
        return paint("32", text);
    }

    public String red(String text) {
        return paint("31", text);
    }

    public String yellow(String text) {
        return paint("33", text);
    }

    private static String property(String name, String otherwise) {
        return Objects.requireNonNullElse(System.getProperty(name), otherwise);
    }

    private String paint(String code, String text) {
        return color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
