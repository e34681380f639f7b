package dev.mimo.skills.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts values in place of variables, as the clients write them: `${NAME}`, `${NAME:-otherwise}`, `${env:NAME}`,
/// `${userHome}`. What has no value is said, never left empty: a program that starts without its key fails later and
/// tells less.
public final class VariableExpander {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern NAME = Pattern.compile("(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?");
    /// Of these, each means something in an editor only.
    private static final Set<String> EDITORS = Set.of("workspaceFolder", "workspaceFolderBasename", "workspaceRoot",
            "pathSeparator", "cwd", "file");
    private static final String FILE_SUFFIX = "_FILE";
    private static final int FILE_BYTES_MAX = 64 << 10;

    private final Map<String, String> environment;

    /// @param environment of this process
    public VariableExpander(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// @throws IllegalArgumentException in a sentence that names the variable and says what to do
    public String expand(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        return matcher
                .replaceAll(found -> Matcher.quoteReplacement(value(text.substring(found.start(1), found.end(1)))));
    }

    /// All values of a map; a name that ends in `_FILE` stands for the content of that file as well, under the name
    /// without it, as containers hand over secrets.
    public Map<String, String> expand(Map<String, String> texts) {
        Map<String, String> values = new LinkedHashMap<>();
        texts.forEach((name, text) -> values.put(name, expand(text)));
        texts.keySet().stream().filter(name -> name.endsWith(FILE_SUFFIX) && name.length() > FILE_SUFFIX.length())
                .forEach(name -> values.putIfAbsent(name.substring(0, name.length() - FILE_SUFFIX.length()),
                        content(name, values.getOrDefault(name, ""))));
        return values;
    }

    private String value(String variable) {
        if (variable.equals("userHome")) {
            return String.valueOf(System.getProperty("user.home"));
        }
        Matcher matcher = NAME.matcher(variable);
        if (!matcher.matches() || EDITORS.contains(variable)) {
            throw new IllegalArgumentException(
                    "'${" + variable + "}' is known to its own client alone; write the value,"
                            + " or ${NAME} for a variable of the environment.");
        }
        String value = environment.get(matcher.group(1));
        String otherwise = matcher.group(2);
        if (value == null && otherwise == null) {
            throw new IllegalArgumentException("The variable " + matcher.group(1)
                    + " is not set; set it where Mimo is started, or write the value.");
        }
        return value == null ? String.valueOf(otherwise) : value;
    }

    private static String content(String name, String file) {
        try (var in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw new IllegalArgumentException("The file of " + name + " is longer than a secret can be.");
            }
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("The file of " + name + ", " + file + ", cannot be read.", e);
        }
    }
}
