package dev.mimo.mcp.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A schema's `pattern`, which may come from a stranger and meet a text from another. Java's patterns go back and forth
/// over a text; the characters that all patterns of one check look at are counted, and the check is ended at too many.
final class BoundedPattern implements RegularExpression {
    private static final ScopedValue<Steps> STEPS = ScopedValue.newInstance();

    private final Pattern pattern;

    /// @throws IllegalArgumentException when it is no pattern
    BoundedPattern(String regex) {
        try {
            this.pattern = Pattern.compile(ecma(regex));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("its pattern '" + regex + "' is malformed", e);
        }
    }

    /// Runs a check whose patterns may take that many steps.
    ///
    /// @throws TooSlowException when they took more
    static <T> T within(int steps, Supplier<T> check) {
        return ScopedValue.where(STEPS, new Steps(steps)).call(check::get);
    }

    @Override
    public boolean matches(String text) {
        Steps steps = STEPS.isBound() ? STEPS.get() : new Steps(Integer.MAX_VALUE);
        return pattern.matcher(new Counted(text, 0, text.length(), steps)).find();
    }

    /// In ECMA-262 `$` is the end of the text; in Java it is also the place before a last line break.
    private static String ecma(String regex) {
        boolean ends = regex.endsWith("$") && !regex.endsWith("\\$");
        return ends ? regex.substring(0, regex.length() - 1) + "\\z" : regex;
    }

    static final class TooSlowException extends RuntimeException {
        TooSlowException() {
            super("too many steps", null, false, false);
        }
    }

    private static final class Steps {
        private int left;

        Steps(int most) {
            left = most;
        }

        void take() {
            left--;
            if (left < 0) {
                throw new TooSlowException();
            }
        }
    }

    private record Counted(String text, int start, int end, Steps steps) implements CharSequence {
        @Override
        public char charAt(int index) {
            steps.take();
            return text.charAt(start + index);
        }

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new Counted(text, start + from, start + to, steps);
        }

        @Override
        public String toString() {
            return text.substring(start, end);
        }
    }
}
