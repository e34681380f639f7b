package dev.mimo;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The house style, as far as a machine can see it. Each failure says where and what to do.
class TidyTest {
    private static final int FILE_LINES_MAX = 500;
    /// The composition root is to be read as a table of contents.
    private static final int ROOT_LINES_MAX = 150;
    private static final int METHOD_LINES_MAX = 60;
    private static final int PARAMETERS_MAX = 6;
    private static final int PACKAGE_FILES_MAX = 25;
    private static final int COLUMNS_MAX = 120;

    private static final Pattern TODO = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b(?!\\(#\\d+\\))");
    private static final Pattern DISABLED_CODE = Pattern.compile("^\\s*//(?!/).*([;{}]|\\)\\s*->)\\s*$");
    private static final Pattern TYPE_NAME = Pattern.compile("(Impl|Manager|Helper|Helpers|Util|Utils)$");
    /// Paths that only one machine has.
    private static final Pattern MACHINE = Pattern.compile("/(home|Users|root|work)/[a-z]");
    /// Issue 8 names these anew.
    private static final String SELF = "TidyTest.java";

    /// What share of a module's type names may be a single word. Lower it when names get better, and never raise it.
    private static final int SINGLE_WORDS_PERCENT_MAX = 15;
    /// An abbreviation counts as a word: `SseStream` has two.
    private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z][a-z]+");
    private static final Pattern BRITISH = Pattern.compile("(?i)colour|behaviour|favour|honour|neighbour|licence|centre"
            + "|artefact|catalogue|cancelled|labelled|(author|real|organ|normal|quant|serial|initial|optim|recogn|token"
            + "|summar|visual)is(e|ed|er|es|ing|ation)(?![a-z])");

    private static final Path ROOT = Path.of(Objects.requireNonNullElse(System.getProperty("mimo.root"), ".."));

    @Test
    void files_and_lines_are_short() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() > (file.endsWith("dev/mimo/Mimo.java") ? ROOT_LINES_MAX : FILE_LINES_MAX)) {
                wrong.add(at(file, lines.size()) + " is long: give a part of it a file and a name of its own");
            }
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > COLUMNS_MAX) {
                    wrong.add(at(file, i + 1) + " has " + lines.get(i).length() + " columns: break it");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void methods_are_short_and_take_few_parameters() throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        List<String> wrong = new ArrayList<>();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new MethodSizes(unit, positions, wrong).scan(unit, null);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void packages_are_small_and_say_what_they_are() throws IOException {
        Map<Path, Integer> sizes = new TreeMap<>();
        for (Path file : sources("src/main/java")) {
            sizes.merge(Objects.requireNonNull(file.getParent()), 1, Integer::sum);
        }
        List<String> wrong = new ArrayList<>();
        sizes.forEach((directory, count) -> {
            if (count > PACKAGE_FILES_MAX) {
                wrong.add(ROOT.relativize(directory) + " has " + count + " files: split it by feature");
            }
            if (!Files.exists(directory.resolve("package-info.java"))) {
                wrong.add(ROOT.relativize(directory) + " has no package-info.java: say what lives there");
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void names_say_what_a_thing_is() throws IOException {
        List<String> wrong = sources().stream()
                .filter(file -> TYPE_NAME.matcher(file.toString().replace(".java", "")).find())
                .map(file -> ROOT.relativize(file) + ": name the role, or how it is done")
                .toList();
        assertThat(wrong).isEmpty();
    }

    @Test
    void no_two_packages_have_types_of_the_same_name() throws IOException {
        Map<String, List<Path>> places = new TreeMap<>();
        for (Path file : typeFiles()) {
            places.computeIfAbsent(typeName(file), _ -> new ArrayList<>()).add(ROOT.relativize(file));
        }
        places.values().removeIf(files -> files.size() < 2);

        assertThat(places).as("types of one name: say of each whose it is or what it does, as in McpSessions and"
                + " SessionIndex").isEmpty();
    }

    @Test
    void few_type_names_are_a_single_word() throws IOException {
        Map<Path, List<String>> single = new TreeMap<>();
        Map<Path, Integer> all = new TreeMap<>();
        for (Path file : typeFiles()) {
            Path module = ROOT.relativize(file).getName(0);
            all.merge(module, 1, Integer::sum);
            if (WORD.matcher(typeName(file)).results().count() < 2) {
                single.computeIfAbsent(module, _ -> new ArrayList<>()).add(typeName(file));
            }
        }
        single.forEach((module, names) -> assertThat(100 * names.size() / Objects.requireNonNull(all.get(module)))
                .as("percent of the type names in %s that are a single word. Keep it for the thing itself (Memory,"
                        + " Route); elsewhere use the field's own term (RateLimiter, not Turnstile). Single are %s",
                        module, names)
                .isLessThanOrEqualTo(SINGLE_WORDS_PERCENT_MAX));
    }

    @Test
    void type_names_are_spelled_as_in_the_libraries_around_them() throws IOException {
        List<String> wrong = sources().stream().filter(file -> BRITISH.matcher(typeName(file)).find())
                .map(file -> ROOT.relativize(file) + ": spell it the American way").toList();
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothing_is_left_half_done() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            if (file.endsWith(SELF)) {
                continue;
            }
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (TODO.matcher(line).find()) {
                    wrong.add(at(file, i + 1) + ": do it now, or write TODO(#issue)");
                }
                if (DISABLED_CODE.matcher(line).matches()) {
                    wrong.add(at(file, i + 1) + ": delete code that does not run; git keeps it");
                }
                if (MACHINE.matcher(line).find()) {
                    wrong.add(at(file, i + 1) + ": names a path of one machine");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /// Of main code, without those that only describe a package.
    private static List<Path> typeFiles() throws IOException {
        return sources("src/main/java").stream().filter(file -> !file.endsWith("package-info.java")).toList();
    }

    private static String typeName(Path file) {
        return file.getName(file.getNameCount() - 1).toString().replace(".java", "");
    }

    private static List<Path> sources() throws IOException {
        return sources("src");
    }

    private static List<Path> sources(String under) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : List.of("mcp", "app", "bench")) {
            Path directory = ROOT.resolve(module).resolve(under);
            if (Files.isDirectory(directory)) {
                try (Stream<Path> tree = Files.walk(directory)) {
                    tree.filter(file -> file.toString().endsWith(".java")).sorted().forEach(found::add);
                }
            }
        }
        return found;
    }

    private static String at(Path file, long line) {
        return ROOT.relativize(file) + ":" + line;
    }

    private static final class MethodSizes extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> wrong;

        MethodSizes(CompilationUnitTree unit, SourcePositions positions, List<String> wrong) {
            this.unit = unit;
            this.positions = positions;
            this.wrong = wrong;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(Math.max(0, positions.getStartPosition(unit, method)));
            long last = lines.getLineNumber(Math.max(0, positions.getEndPosition(unit, method)));
            String where = at(Path.of(unit.getSourceFile().toUri()), first) + " " + method.getName();
            if (last - first + 1 > METHOD_LINES_MAX) {
                wrong.add(where + " has " + (last - first + 1) + " lines: give a part of it a name");
            }
            if (method.getParameters().size() > PARAMETERS_MAX && !isOfRecord(method)) {
                wrong.add(where + " has " + method.getParameters().size() + " parameters: make a record");
            }
            return super.visitMethod(method, null);
        }

        /// A record's constructor has the parameters of its header, which may be many.
        private boolean isOfRecord(MethodTree method) {
            return method.getName().contentEquals("<init>")
                    && Objects.requireNonNull(getCurrentPath().getParentPath()).getLeaf().getKind() == Tree.Kind.RECORD;
        }
    }
}
