package dev.mimo.procedures.definition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An object in a definition: its fields by their words, whichever way the dialect spells those, and problems at its
/// place.
record DefinitionObject(SourceDocument document, DefinitionDialect dialect, String path, ObjectNode node) {
    boolean isOwn() {
        return dialect == DefinitionDialect.OWN;
    }

    String spelled(String word) {
        return dialect.spelled(word);
    }

    boolean has(String word) {
        return node.has(spelled(word));
    }

    JsonNode get(String word) {
        return node.path(spelled(word));
    }

    String pathOf(String word) {
        return below(spelled(word));
    }

    String below(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    void problem(String message) {
        document.problem(path, message);
    }

    void problem(String word, String message) {
        document.problem(pathOf(word), message);
    }

    /// Notes fields that are not among the words.
    void allowOnly(Collection<String> words) {
        Set<String> known = words.stream().map(this::spelled).collect(Collectors.toCollection(TreeSet::new));
        node.propertyNames().stream().filter(name -> !known.contains(name)).forEach(name -> document.problem(
                below(name), "is unknown here; known are " + String.join(", ", known)));
    }

    /// The text of a field; absent when it is missing or is no text, which is noted.
    @Nullable
    String text(String word, boolean required) {
        JsonNode value = get(word);
        if (value.isMissingNode()) {
            if (required) {
                problem("has no field '" + spelled(word) + "'");
            }
            return null;
        }
        if (!value.isString() || value.asString().isBlank()) {
            problem(word, "must be text that is not blank");
            return null;
        }
        return value.asString();
    }

    /// Notes a field that is there and is no whole number in the range.
    void wholeNumber(String word, long min, long max) {
        JsonNode value = get(word);
        if (!value.isMissingNode() && (!value.isIntegralNumber() || !value.canConvertToLong()
                || value.longValue() < min || value.longValue() > max)) {
            problem(word, "must be a whole number of " + min + " to " + max);
        }
    }

    void number(String word, double min, double max) {
        JsonNode value = get(word);
        if (!value.isMissingNode()
                && (!value.isNumber() || value.doubleValue() < min || value.doubleValue() > max)) {
            problem(word, "must be a number of " + min + " to " + max);
        }
    }

    void bool(String word) {
        if (has(word) && !get(word).isBoolean()) {
            problem(word, "must be true or false");
        }
    }

    /// Notes when more than one of the fields is there.
    void atMostOne(String... words) {
        List<String> there = Arrays.stream(words).filter(this::has).toList();
        for (String word : there.subList(Math.min(1, there.size()), there.size())) {
            problem(word, "stands beside '" + spelled(there.getFirst()) + "', which excludes it");
        }
    }

    /// The object in a field; absent when it is missing or is none, which is noted.
    @Nullable
    DefinitionObject object(String word, boolean required) {
        JsonNode value = get(word);
        if (value instanceof ObjectNode object) {
            return new DefinitionObject(document, dialect, pathOf(word), object);
        }
        if (!value.isMissingNode()) {
            problem(word, "must be an object");
        } else if (required) {
            problem("has no field '" + spelled(word) + "'");
        }
        return null;
    }

    /// The objects of a list in a field; what is none is noted.
    List<DefinitionObject> objects(String word, boolean required) {
        List<DefinitionObject> objects = new ArrayList<>();
        JsonNode value = get(word);
        if (value.isMissingNode()) {
            if (required) {
                problem("has no field '" + spelled(word) + "'");
            }
            return objects;
        }
        if (!value.isArray() || (required && value.isEmpty())) {
            problem(word, "must be a list with at least one object");
            return objects;
        }
        for (int i = 0; i < value.size(); i++) {
            String at = pathOf(word) + "[" + i + "]";
            if (value.get(i) instanceof ObjectNode object) {
                objects.add(new DefinitionObject(document, dialect, at, object));
            } else {
                document.problem(at, "must be an object");
            }
        }
        return objects;
    }
}
