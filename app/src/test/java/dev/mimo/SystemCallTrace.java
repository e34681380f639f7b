package dev.mimo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a process and its children asked of the system, as strace writes it: one file for each thread.
final class SystemCallTrace {
    private static final String CALLS = "trace=connect,sendto,sendmsg,sendmmsg,bind,socket,open,openat,openat2,creat,"
            + "mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,link,linkat,symlink,symlinkat";
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\) += (-?\\d+).*");
    private static final Pattern ADDRESS = Pattern.compile(
            "sin6?_port=htons\\((\\d+)\\).*?(?:inet_addr\\(|inet_pton\\(AF_INET6, )\"([^\"]+)\"");
    private static final Pattern FAMILY = Pattern.compile("(?:sa_family=)?(AF_\\w+)");
    /// Of services of this machine that ask other machines.
    private static final Pattern RESOLVER = Pattern.compile("sun_path=@?\"[^\"]*(resolve|avahi|mdns)[^\"]*\"");
    /// A path, and the folder that it may begin in.
    private static final Pattern PATH = Pattern.compile("(?:(?:AT_FDCWD|\\d+)<([^>]*)>, )?\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Path folder;

    /// @param folder of its own
    SystemCallTrace(Path folder) {
        this.folder = folder;
    }

    /// Whether processes can be traced here: strace may be missing, or forbidden as in some containers.
    static boolean isPossible() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("strace", "-f", "-qq", "-o", "/dev/null", "true").start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /// The words of a command that runs another one and is traced.
    List<String> traced(List<String> command) {
        List<String> words = new ArrayList<>(List.of("strace", "-ff", "--seccomp-bpf", "-y", "-qq", "-s", "400", "-e",
                CALLS, "-o", folder.resolve("trace").toString()));
        words.addAll(command);
        return words;
    }

    /// Calls that reach, or try to reach, beyond this machine, and those that look up a name.
    List<String> outbound() throws IOException {
        return lines().stream().filter(SystemCallTrace::isOutbound).toList();
    }

    /// Paths of what was made, whether or not it is still there; those of the system itself, such as `/dev/null`, left
    /// out.
    Set<Path> made() throws IOException {
        Set<Path> made = new LinkedHashSet<>();
        for (String line : lines()) {
            Path path = made(line);
            if (path != null) {
                made.add(path);
            }
        }
        return made;
    }

    /// How many calls were seen: none means that nothing was traced.
    int size() throws IOException {
        return lines().size();
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    static boolean isOutbound(String line) {
        Matcher call = CALL.matcher(line);
        if (!call.matches()) {
            // cut off while it ended: judged by what is there
            return !isLoopback(line);
        }
        return switch (group(call, 1)) {
            case "socket" -> !Stream.of("AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK").anyMatch(family(line)::equals);
            case "connect", "bind", "sendto", "sendmsg", "sendmmsg" ->
                RESOLVER.matcher(line).find() || !isLoopback(line);
            default -> false;
        };
    }

    private static String family(String line) {
        Matcher family = FAMILY.matcher(line);
        return family.find() ? group(family, 1) : "";
    }

    /// Whether all addresses of a call are this machine's own, and none is a name server, which would ask another.
    private static boolean isLoopback(String line) {
        Matcher address = ADDRESS.matcher(line);
        while (address.find()) {
            String host = group(address, 2);
            boolean own = host.startsWith("127.") || host.equals("::1") || host.startsWith("::ffff:127.");
            if (!own || group(address, 1).equals("53") || group(address, 1).equals("5353")) {
                return false;
            }
        }
        return true;
    }

    static @Nullable Path made(String line) {
        Matcher call = CALL.matcher(line);
        if (!call.matches() || group(call, 3).startsWith("-")) {
            return null;
        }
        String arguments = group(call, 2);
        boolean makes = switch (group(call, 1)) {
            case "open", "openat", "openat2" -> arguments.contains("O_CREAT") || arguments.contains("O_TMPFILE");
            case "creat", "mkdir", "mkdirat", "mknod", "mknodat", "rename", "renameat", "renameat2", "link", "linkat",
                    "symlink", "symlinkat" ->
                true;
            default -> false;
        };
        Path path = makes ? lastPath(arguments) : null;
        return path == null || path.startsWith("/dev") || path.startsWith("/proc") ? null : path;
    }

    /// Of two, such as those of a renaming, the second is what is there afterwards.
    private static @Nullable Path lastPath(String arguments) {
        Matcher paths = PATH.matcher(arguments);
        Path last = null;
        while (paths.find()) {
            String from = group(paths, 1).isEmpty() ? "/" : group(paths, 1);
            last = Path.of(from).resolve(group(paths, 2)).normalize();
        }
        return last;
    }

    /// Empty where the group took no part.
    private static String group(Matcher matcher, int number) {
        return Objects.requireNonNullElse(matcher.group(number), "");
    }
}
