package dev.mimo.process;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whose a process is: put into its environment when it is started, and inherited by whatever it starts itself, so that
/// those are known that have left their session.
///
/// @param namespace in which the numbers mean something
/// @param owner the process that started the tree
/// @param ownerTicks when that one was started: numbers come again
/// @param tree of the owner's, counted from 1
record ProcessMark(String namespace, long owner, long ownerTicks, long tree) {
    static final String VARIABLE = "MIMO_PROCESS_TREE";

    private static final Pattern FORM = Pattern.compile("\\d{1,18}(\\.\\d{1,18}){3}");

    /// @return absent when a process was started without, or by nobody like this
    static @Nullable ProcessMark of(long pid) {
        String value = ProcessTable.environment(pid, VARIABLE);
        if (value == null || !FORM.matcher(value).matches()) {
            return null;
        }
        String[] parts = value.split("\\.", -1);
        return new ProcessMark(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]),
                Long.parseLong(parts[3]));
    }

    String value() {
        return prefix() + tree;
    }

    /// What the marks of all trees of one owner begin with.
    String prefix() {
        return namespace + "." + owner + "." + ownerTicks + ".";
    }

    /// Whether whoever started it is certainly gone: had it another namespace of processes, nobody here could know.
    boolean isOrphaned() {
        if (!namespace.equals(ProcessTable.namespace())) {
            return false;
        }
        ProcessEntry started = ProcessTable.find(owner);
        return started == null || started.startTicks() != ownerTicks;
    }
}
