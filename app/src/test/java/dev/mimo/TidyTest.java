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
import java.util.Set;
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
    private static final Set<String> STILL_TWICE = Set.of("Arguments.java", "FakeMemoryCalls.java", "Json.java");
    private static final String SELF = "TidyTest.java";

    private static final Path ROOT = Path.of(Objects.requireNonNullElse(System.getProperty("mimo.root"), ".."));

    @Test
    void files_and_lines_are_short() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() > FILE_LINES_MAX) {
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
        Map<String, List<Path>> byName = new TreeMap<>();
        for (Path file : sources()) {
            byName.computeIfAbsent(String.valueOf(file.getFileName()), _ -> new ArrayList<>()).add(file);
        }
        byName.keySet().removeAll(Set.of("package-info.java"));
        byName.keySet().removeAll(STILL_TWICE);
        byName.values().removeIf(files -> files.size() == 1);
        assertThat(byName.values()).as("whoever reads one of them thinks of the other").isEmpty();
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
