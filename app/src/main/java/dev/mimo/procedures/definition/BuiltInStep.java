package dev.mimo.procedures.definition;

import java.util.Arrays;
import java.util.Locale;

/// What an action may name besides a tool: the steps that need none.
public enum BuiltInStep {
    LOG, VALIDATE, HTTP, DELAY, SET, REMEMBER, RECALL, TEACH;

    public static boolean isNamed(String name) {
        return Arrays.stream(values()).anyMatch(step -> step.name().toLowerCase(Locale.ROOT).equals(name));
    }
}
