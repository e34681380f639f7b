package dev.mimo.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A program to be started, by its words: no shell reads them.
///
/// @param words the program and its arguments, at least one
/// @param environment all of it: nothing of this process's own is passed on
/// @param directory where it runs; absent for this process's own
public record ProcessCommand(List<String> words, Map<String, String> environment, @Nullable Path directory) {
    public ProcessCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        if (words.isEmpty() || words.getFirst().isBlank()) {
            throw new IllegalArgumentException("a command has at least the name of a program");
        }
    }

    /// The file of the program, found as the system would: along the command's own `PATH` when it is a bare name, and
    /// from its directory otherwise.
    ///
    /// @throws IOException in a sentence that says what is missing
    public Path program() throws IOException {
        String name = words.getFirst();
        if (name.contains(File.separator)) {
            Path file = directory == null ? Path.of(name).toAbsolutePath() : directory.resolve(name).toAbsolutePath();
            if (!Files.isExecutable(file) || Files.isDirectory(file)) {
                throw new IOException("'" + name + "' is no program that can be run");
            }
            return file;
        }
        String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path file = Path.of(folder.isEmpty() ? "." : folder).resolve(name).toAbsolutePath();
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return file;
            }
        }
        throw new IOException("'" + name + "' is not found on the PATH (" + path + ")");
    }

    /// Run by other words, which end where the program begins.
    ProcessCommand under(List<String> launcher) throws IOException {
        List<String> all = new ArrayList<>(launcher);
        all.add(program().toString());
        all.addAll(words.subList(1, words.size()));
        return new ProcessCommand(all, environment, directory);
    }

    ProcessCommand with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new ProcessCommand(words, more, directory);
    }
}
