package dev.mimo.mcp.client.stdio;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How a server's process is started.
///
/// @param words the program and its arguments, at least one
/// @param environment all of it: nothing else of this process's own is passed on
/// @param directory where it runs; absent for this process's own
public record ChildCommand(List<String> words, Map<String, String> environment, @Nullable Path directory) {
    /// What a program needs to find its way, and none of which is a secret.
    private static final List<String> HARMLESS =
            List.of("HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "SHELL", "TERM", "TMPDIR", "USER");

    public ChildCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        if (words.isEmpty() || words.getFirst().isBlank()) {
            throw new IllegalArgumentException("a command has at least the name of a program");
        }
    }

    /// The harmless part of an environment, and what is added to it.
    public static Map<String, String> environment(Map<String, String> own, Map<String, String> added) {
        Map<String, String> environment = new TreeMap<>(own);
        environment.keySet().retainAll(HARMLESS);
        environment.putAll(added);
        return environment;
    }
}
