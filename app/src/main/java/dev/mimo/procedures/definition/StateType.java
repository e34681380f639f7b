package dev.mimo.procedures.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a state does, and the words that it takes.
public enum StateType {
    ACTION("Task"), CHOICE("Choice"), WAIT("Wait"), PARALLEL("Parallel"), MAP("Map"), CALL(null), HUMAN(null), PASS(
            "Pass"), SUCCEED("Succeed"), FAIL("Fail");

    private final @Nullable String statesLanguage;

    StateType(@Nullable String statesLanguage) {
        this.statesLanguage = statesLanguage;
    }

    String word(DefinitionDialect dialect) {
        return dialect == DefinitionDialect.OWN || statesLanguage == null
                ? name().toLowerCase(Locale.ROOT)
                : statesLanguage;
    }

    static @Nullable StateType of(String word, DefinitionDialect dialect) {
        for (StateType type : values()) {
            if (type.word(dialect).equals(word)
                    && (dialect == DefinitionDialect.OWN || type.statesLanguage != null)) {
                return type;
            }
        }
        return null;
    }

    /// Whether the run ends with it.
    boolean isLast() {
        return this == SUCCEED || this == FAIL;
    }

    /// Whether something outside is asked, which may fail, take too long or be tried again.
    boolean mayFail() {
        return switch (this) {
            case ACTION, PARALLEL, MAP, CALL, HUMAN -> true;
            case CHOICE, WAIT, PASS, SUCCEED, FAIL -> false;
        };
    }

    /// @param paths whether values are picked with JSONPath, as Amazon States Language did before it had JSONata
    List<String> words(DefinitionDialect dialect, boolean paths) {
        List<String> words = new ArrayList<>(List.of("Type", "Comment"));
        if (dialect == DefinitionDialect.STATES_LANGUAGE) {
            words.add("QueryLanguage");
        }
        if (!isLast() && this != CHOICE) {
            words.addAll(List.of("Next", "End"));
        }
        if (this != FAIL) {
            words.addAll(paths ? List.of("InputPath", "OutputPath") : List.of("Output"));
        }
        if (!isLast()) {
            words.add("Assign");
        }
        if (mayFail()) {
            words.addAll(List.of("Retry", "Catch"));
            words.addAll(paths ? List.of("ResultPath", "ResultSelector", "Parameters") : List.of("Arguments"));
        }
        words.addAll(own(paths));
        if (dialect == DefinitionDialect.OWN) {
            words.addAll(ownOnly());
        } else if (this == ACTION) {
            words.addAll(List.of("Resource", "HeartbeatSeconds", "Credentials"));
            words.addAll(paths ? List.of("TimeoutSecondsPath", "HeartbeatSecondsPath") : List.of());
        }
        return words;
    }

    private List<String> own(boolean paths) {
        return switch (this) {
            case ACTION -> List.of("TimeoutSeconds");
            case CHOICE -> List.of("Choices", "Default");
            case WAIT -> paths
                    ? List.of("Seconds", "Timestamp", "SecondsPath", "TimestampPath")
                    : List.of("Seconds", "Timestamp");
            case PARALLEL -> List.of("Branches");
            case MAP -> {
                List<String> words = new ArrayList<>(List.of("ItemProcessor", "Iterator", "ItemSelector", "ItemReader",
                        "ItemBatcher", "ResultWriter", "MaxConcurrency", "ToleratedFailureCount",
                        "ToleratedFailurePercentage", "Label"));
                words.addAll(paths
                        ? List.of("ItemsPath", "MaxConcurrencyPath", "ToleratedFailureCountPath",
                                "ToleratedFailurePercentagePath")
                        : List.of("Items"));
                yield words;
            }
            case CALL, HUMAN -> List.of("TimeoutSeconds");
            case PASS -> paths ? List.of("Result", "ResultPath", "Parameters") : List.of();
            case SUCCEED -> List.of();
            case FAIL -> paths ? List.of("Error", "Cause", "ErrorPath", "CausePath") : List.of("Error", "Cause");
        };
    }

    private List<String> ownOnly() {
        return switch (this) {
            case ACTION -> List.of("Tool", "Compensate", "Idempotent", "IdempotencyKey", "Verify", "On");
            case CALL -> List.of("Procedure", "Version", "Compensate", "IdempotencyKey", "On");
            case HUMAN -> List.of("Question", "Schema", "On");
            case WAIT -> List.of("Event", "TimeoutSeconds", "Catch", "On");
            case CHOICE, PARALLEL, MAP, PASS, SUCCEED, FAIL -> List.of();
        };
    }
}
