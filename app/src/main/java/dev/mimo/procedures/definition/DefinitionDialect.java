package dev.mimo.procedures.definition;

import java.util.Locale;

/// How the same words are written: `start_at` in Mimo's own definitions, `StartAt` in Amazon States Language.
enum DefinitionDialect {
    OWN, STATES_LANGUAGE;

    /// @param word as in `StartAt`
    String spelled(String word) {
        return this == STATES_LANGUAGE
                ? word
                : word.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
