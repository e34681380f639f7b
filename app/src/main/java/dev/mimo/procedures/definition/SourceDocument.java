package dev.mimo.procedures.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A text that was read to a tree, with the line of each value, and what was found wrong so far.
final class SourceDocument {
    private static final int PROBLEMS_MAX = 200;

    private final JsonNode root;
    private final Map<String, Integer> lines;
    private final List<DefinitionProblem> problems = new ArrayList<>();

    /// @param lines by the path of each value
    SourceDocument(JsonNode root, Map<String, Integer> lines) {
        this.root = root;
        this.lines = lines;
    }

    JsonNode root() {
        return root;
    }

    Map<String, Integer> lines() {
        return lines;
    }

    void problem(String path, String message) {
        if (problems.size() < PROBLEMS_MAX) {
            problems.add(new DefinitionProblem(path, line(path), message));
        }
    }

    /// In the order of their lines.
    List<DefinitionProblem> problems() {
        return problems.stream().sorted(java.util.Comparator.comparingInt(DefinitionProblem::line)).toList();
    }

    /// Of the value at the path, or of the nearest around it.
    int line(String path) {
        for (String at = path; !at.isEmpty(); at = around(at)) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return lines.getOrDefault("", 1);
    }

    private static String around(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
