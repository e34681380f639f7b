package dev.mimo.skills.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Holds back commands that nobody should run because a file says so: shells with a script in their arguments, programs
/// that give more rights, containers that open the machine, words that only a shell would understand. It is a check of
/// intent, not a sandbox: whoever can name a program can run it.
public final class CommandScreen {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh", "fish", "csh", "tcsh",
            "busybox", "cmd", "powershell", "pwsh");
    private static final Set<String> ELEVATING = Set.of("sudo", "su", "doas", "pkexec", "runuser", "chroot", "nsenter");
    private static final Set<String> DESTROYING = Set.of("rm", "dd", "mkfs", "shred", "shutdown", "reboot", "halt",
            "kill", "killall", "pkill", "chmod", "chown", "mount", "umount");
    private static final Set<String> FETCHING = Set.of("curl", "wget", "nc", "ncat", "netcat", "socat", "telnet");
    private static final Set<String> CONTAINERS = Set.of("docker", "podman", "nerdctl");
    /// Programs that run what such an argument holds.
    private static final Map<String, Set<String>> INLINE = Map.of("node", Set.of("-e", "--eval", "-p", "--print"),
            "deno", Set.of("eval"), "bun", Set.of("-e", "--eval"), "python", Set.of("-c"), "python3", Set.of("-c"),
            "perl", Set.of("-e", "-E"), "ruby", Set.of("-e"), "php", Set.of("-r"));
    private static final Pattern CONTAINER_ESCAPE = Pattern.compile(
            "--privileged|--cap-add|--(network|net|pid|ipc|uts|userns)[= ]host|--security-opt[= ]\\S*unconfined"
                    + "|--device\\b|docker\\.sock|(-v|--volume|--mount)[= ](\\S*source=|\\S*src=)?/(:|,| |$)"
                    + "|(-v|--volume)[= ]/(etc|root|proc|sys|var/run)\\b");
    private static final Pattern SHELL_WORDS = Pattern.compile("[\\r\\n`]|\\$\\(|&&|\\|\\||^[|;&><]|[;|]\\s|[;|&]$");
    /// Variables by which a program can be made to load other code than its own.
    private static final Pattern LOADING = Pattern.compile("LD_(PRELOAD|LIBRARY_PATH|AUDIT)|DYLD_\\w+|NODE_OPTIONS"
            + "|PYTHONSTARTUP|PYTHONINSPECT|BASH_ENV|ENV|PERL5OPT|RUBYOPT|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS"
            + "|GIT_SSH_COMMAND");

    private CommandScreen() {}

    /// @return why it is not run; absent when there is nothing against it
    public static @Nullable String objection(SkillLaunch.Program program) {
        List<String> arguments = program.words().subList(1, program.words().size());
        String name = baseName(program.words().getFirst());
        String reason = ofProgram(name, arguments);
        if (reason == null) {
            reason = ofArguments(arguments);
        }
        return reason == null ? ofEnvironment(program.environment()) : reason;
    }

    private static String baseName(String word) {
        Path file = Path.of(word).getFileName();
        return (file == null ? word : file.toString()).toLowerCase(Locale.ROOT).replaceAll("\\.(exe|cmd|bat)$", "");
    }

    private static @Nullable String ofProgram(String name, List<String> arguments) {
        if (ELEVATING.contains(name)) {
            return "'" + name + "' would give it more rights than Mimo has";
        }
        if (DESTROYING.contains(name) || FETCHING.contains(name)) {
            return "'" + name + "' is no MCP server";
        }
        if (name.equals("env") && !arguments.isEmpty()) {
            return "'env' hides which program is run; name that one, and put variables into 'env'";
        }
        if (SHELLS.contains(name) && arguments.stream().anyMatch(word -> word.matches("[-/]\\w*[cC]\\w*|-[eE]nc.*"))) {
            return "a shell that is given a script can run anything";
        }
        Set<String> inline = INLINE.getOrDefault(name.replaceAll("[0-9.]+$", "").equals("python") ? "python" : name,
                Set.of());
        if (arguments.stream().anyMatch(inline::contains)) {
            return "the program that '" + name + "' would run stands in its arguments";
        }
        return CONTAINERS.contains(name) && CONTAINER_ESCAPE.matcher(String.join(" ", arguments)).find()
                ? "that container could reach all of this machine"
                : null;
    }

    private static @Nullable String ofArguments(List<String> arguments) {
        for (String word : arguments) {
            if (SHELL_WORDS.matcher(word).find()) {
                return "the argument '" + shortened(word) + "' is meant for a shell, and none reads it";
            }
        }
        return null;
    }

    private static @Nullable String ofEnvironment(Map<String, String> environment) {
        return environment.keySet().stream().filter(name -> LOADING.matcher(name).matches()).sorted().findFirst()
                .map(name -> "the variable " + name + " makes programs load other code").orElse(null);
    }

    private static String shortened(String word) {
        String line = word.replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
