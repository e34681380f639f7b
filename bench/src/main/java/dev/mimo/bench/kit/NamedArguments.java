package dev.mimo.bench.kit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was said after a measurement's name: `--name value` pairs.
public final class NamedArguments {
    private final Map<String, String> values = new HashMap<>();

    /// @throws IllegalArgumentException for a name that is not known, or one without a value
    public NamedArguments(List<String> args, Set<String> known) {
        for (int i = 0; i < args.size(); i += 2) {
            if (!known.contains(args.get(i)) || i + 1 == args.size()) {
                throw new IllegalArgumentException("say " + String.join(" VALUE, ", known) + " VALUE");
            }
            values.put(args.get(i), args.get(i + 1));
        }
    }

    public String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /// @throws IllegalArgumentException unless it is a whole number of at least 1
    public int number(String name, int otherwise) {
        String value = values.get(name);
        int number = value == null ? otherwise : Integer.parseInt(value);
        if (number < 1) {
            throw new IllegalArgumentException(name + " must be at least 1");
        }
        return number;
    }

    public String required(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("say " + name + " VALUE");
        }
        return value;
    }
}
