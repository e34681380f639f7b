package dev.mimo.property;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/// All tries of one property. Each has a seed of its own, the next number; so a failure comes back at once when its
/// seed is given as the first.
final class PropertyRun {
    private final Method property;
    private final Object test;
    private final DrawnParameters parameters;

    PropertyRun(Method property, Object test) {
        this.property = property;
        this.test = test;
        this.parameters = new DrawnParameters(property, test);
        property.setAccessible(true);
    }

    /// Ends at the first failure, with an error that says all of it.
    void run(int tries, long firstSeed) {
        for (int i = 0; i < tries; i++) {
            Outcome outcome = attempt(Choices.drawn(firstSeed + i));
            Throwable failure = outcome.failure();
            if (failure instanceof TestAbortedException skipped) {
                throw skipped;
            }
            if (failure != null) {
                throw told(outcome.choices(), failure, "try " + (i + 1) + " of " + tries + " failed; -D"
                        + PropertyExtension.SEED + "=" + (firstSeed + i) + " draws it again");
            }
        }
    }

    private Outcome attempt(Choices choices) {
        try {
            property.invoke(test, parameters.draw(choices));
            return new Outcome(choices.used(), null);
        } catch (InvocationTargetException e) {
            return new Outcome(choices.used(), e.getCause());
        } catch (IllegalAccessException | NothingFitsException e) {
            return new Outcome(choices.used(), e);
        }
    }

    private AssertionError told(long[] choices, Throwable failure, String headline) {
        long[] simplest = ChoiceShrinker.shrink(choices, simpler -> {
            Outcome next = attempt(Choices.given(simpler));
            return next.failure() != null && next.failure().getClass() == failure.getClass() ? next.choices() : null;
        });
        Throwable cause = Objects.requireNonNullElse(attempt(Choices.given(simplest)).failure(), failure);
        return new AssertionError(headline + "\n  the simplest values that were found to fail:" + shown(simplest)
                + "\n  the values of that try:" + shown(choices) + "\n  " + cause, cause);
    }

    /// Values drawn anew, since a property may change those that it is given.
    private String shown(long[] choices) {
        try {
            return parameters.shown(parameters.draw(Choices.given(choices)));
        } catch (NothingFitsException e) {
            return " none";
        }
    }

    /// What a try was made of, and what came of it.
    private record Outcome(long[] choices, @Nullable Throwable failure) {}
}
