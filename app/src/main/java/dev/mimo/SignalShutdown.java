package dev.mimo;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.slf4j.LoggerFactory;

/// Ends the process in order when it is told to by a signal: what was opened last is closed first, and only then does
/// the process exit.
///
/// Not a shutdown hook, since those run all at once, and ONNX Runtime's own hook frees what a call under way still
/// uses: the process would crash. Everything registered here may be closed twice.
final class SignalShutdown {
    /// By exit code: 128 and the signal's number, as shells have it.
    private static final Map<Integer, String> SIGNALS = Map.of(129, "HUP", 130, "INT", 143, "TERM");

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean listening;

    /// To be closed before the process ends.
    synchronized <T extends AutoCloseable> T register(T room) {
        open.push(room);
        if (!listening) {
            listening = true;
            listen();
        }
        return room;
    }

    /// By reflection: the compiler warns of `sun.misc.Signal`, though nothing else tells of a signal before the
    /// shutdown hooks run. Where it is missing, a signal ends the process as it ends any other.
    private void listen() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            for (Map.Entry<Integer, String> each : SIGNALS.entrySet()) {
                Object end = Proxy.newProxyInstance(SignalShutdown.class.getClassLoader(), new Class<?>[]{handler},
                        (_, _, _) -> Thread.ofPlatform().name("ending").start(() -> end(each.getKey())));
                signal.getMethod("handle", signal, handler).invoke(null,
                        signal.getConstructor(String.class).newInstance(each.getValue()), end);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            log("signals cannot be listened for", e);
        }
    }

    private void end(int exit) {
        closeAll();
        Main.end(exit);
    }

    private synchronized void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                log("a room did not close", e);
            }
        }
    }

    private static void log(String what, Exception e) {
        LoggerFactory.getLogger(SignalShutdown.class).warn(what, e);
    }
}
