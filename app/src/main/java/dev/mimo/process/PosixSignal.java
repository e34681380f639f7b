package dev.mimo.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// What a process can be told. Java can say it to one process; only the system's own `kill` says it to a whole group
/// at once, before any of it can start another.
enum PosixSignal {
    TERMINATE(15), KILL(9);

    private final int number;

    PosixSignal(int number) {
        this.number = number;
    }

    /// To the process alone. That it is gone already is no fault.
    void toProcess(long pid) {
        send(pid);
    }

    /// To all of a group.
    ///
    /// @param leader the process whose number is the group's
    void toGroup(long leader) {
        // to group 1 would be to everybody
        if (leader > 1) {
            send(-leader);
        }
    }

    private void send(long target) {
        try {
            int _ = (int) Native.KILL.invokeExact((int) target, number);
        } catch (Throwable e) {
            throw new IllegalStateException("the system's kill cannot be called", e);
        }
    }

    /// Looked up by the first signal.
    private static final class Native {
        @SuppressWarnings("restricted")
        static final MethodHandle KILL = Linker.nativeLinker().downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }
}
