package dev.mimo.procedures.definition;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a task of Amazon States Language may name: a tool, a resource of that service, or a place that a deployment
/// fills in (`${name}`).
final class ResourceName {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{[A-Za-z0-9_.:!-]+}");
    private static final Pattern LAMBDA = Pattern.compile("arn:aws[a-z-]*:lambda:[^:]*:[^:]*:function:[A-Za-z0-9_.-]+"
            + "(:[A-Za-z0-9$_-]+)?");

    private ResourceName() {}

    /// What is wrong with it; absent when nothing is.
    static @Nullable String problem(String resource) {
        String filled = SUBSTITUTION.matcher(resource).replaceAll("x");
        if (filled.contains("${")) {
            return "has a substitution that is not closed";
        }
        boolean lambda = resource.equals(filled) && resource.matches("arn:aws[a-z-]*:lambda:.*");
        if (lambda && !resource.contains(":::") && !LAMBDA.matcher(resource).matches()) {
            return "names no function, or no version or alias of one";
        }
        return filled.codePoints().anyMatch(Character::isISOControl) ? "holds a control character" : null;
    }

    /// Whether only the service itself has it.
    static boolean isForeign(String resource) {
        return resource.startsWith("arn:") || resource.contains("${");
    }
}
