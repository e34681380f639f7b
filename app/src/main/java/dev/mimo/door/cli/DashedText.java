package dev.mimo.door.cli;

import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Tells text that begins with a dash, such as `- buy milk`, from options. Options have no spaces in their names, and
/// text mostly has some.
final class DashedText {
    private DashedText() {}

    /// Whether all that looks like an option, and is none that the verb has, is text: then nothing is mistyped that
    /// would be taken for text.
    static boolean isAllThatIsUnknown(CommandSpec verb, List<String> arguments) {
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext();) {
            String argument = rest.next();
            if (argument.equals("--")) {
                return true;
            }
            OptionSpec option = verb.optionsMap().get(argument);
            if (option != null && option.arity().min() > 0 && rest.hasNext()) {
                rest.next();
            } else if (option == null && looksLikeOption(argument) && !isText(argument)
                    && !hasValueAttached(verb, argument)) {
                return false;
            }
        }
        return true;
    }

    /// Whether it can be no option: `--tag=my tag` can, `- buy milk` cannot.
    static boolean isText(String argument) {
        return looksLikeOption(argument) && argument.split("=", 2)[0].chars().anyMatch(Character::isWhitespace);
    }

    private static boolean looksLikeOption(String argument) {
        return argument.length() > 1 && argument.charAt(0) == '-';
    }

    /// `--tag=x`, or `-tx`, which picocli takes for `-t x` whatever x is.
    private static boolean hasValueAttached(CommandSpec verb, String argument) {
        return verb.optionsMap().containsKey(argument.split("=", 2)[0])
                || (argument.charAt(1) != '-' && verb.optionsMap().containsKey(argument.substring(0, 2)));
    }
}
