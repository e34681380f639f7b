package dev.mimo.bench.mcp;

import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.ScratchHome;
import dev.mimo.bench.kit.ServedChild;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What sessions of the stateful era hold of a running server's heap, and whether it comes back when they are idle:
/// all that lives after a full collection, as the server's own Java counts it.
final class SessionsHeap {
    private static final double BYTES_MOST = 20_000;
    private static final double KEPT_MOST_PERCENT = 5;
    private static final int WARM_UP = 500;
    private static final Duration TIDIED = Duration.ofSeconds(5);
    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)", Pattern.MULTILINE);

    private SessionsHeap() {}

    /// @param idle after which the server forgets a session; filling and counting must be done by then
    static void measure(int sessions, Duration idle, Figures figures) throws Exception {
        try (ScratchHome scratch = new ScratchHome();
                ServedChild served = ServedChild.start(scratch.home(), List.of("--set",
                        "mcp.http.sessions_max=" + sessions, "--set",
                        "mcp.http.session_idle=" + idle.toSeconds() + "s"))) {
            URI address = served.address().resolve("/mcp");
            begin(address, WARM_UP, true);
            long before = liveBytes(served);
            double residentBefore = served.program().residentMebibytes();

            long started = System.nanoTime();
            HttpLink first = begin(address, sessions, false);
            Duration filled = Duration.ofNanos(System.nanoTime() - started);
            long full = liveBytes(served);
            if (System.nanoTime() - started > idle.toNanos()) {
                throw new IllegalStateException("the first sessions were forgotten before the last had begun: say "
                        + "--session-idle SECONDS, more than " + idle.toSeconds());
            }
            figures.figure("sessions begun and used, one after the other", sessions / (filled.toNanos() / 1e9),
                    "a second");
            figures.atMost("heap of each of " + sessions + " sessions", (full - before) / (double) sessions, "bytes",
                    BYTES_MOST);
            figures.figure("  resident memory more than before", served.program().residentMebibytes()
                    - residentBefore, "MiB");

            Thread.sleep(idle.plus(TIDIED));
            long after = liveBytes(served);
            figures.atMost("  of that still held after " + idle.toSeconds() + " s of idleness",
                    100.0 * (after - before) / (full - before), "%", KEPT_MOST_PERCENT);
            first.result(RepeatedRequest.LIST);
            figures.text("  a forgotten session, used again", "answered");
        }
    }

    /// Begins sessions and uses each as a client does.
    ///
    /// @return the first
    private static HttpLink begin(URI address, int sessions, boolean end) throws IOException {
        HttpLink first = null;
        try (HttpWire wire = HttpWire.open(address)) {
            for (int i = 0; i < sessions; i++) {
                HttpLink link = HttpLink.open(address, wire);
                link.result(RepeatedRequest.LIST, wire);
                if (end) {
                    link.end(wire);
                }
                first = first == null ? link : first;
            }
        }
        if (first == null) {
            throw new IllegalArgumentException("no session was asked for");
        }
        return first;
    }

    /// After a full collection.
    private static long liveBytes(ServedChild served) throws IOException {
        String jcmd = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, String.valueOf(served.program().process().pid()),
                "GC.class_histogram").redirectErrorStream(true).start();
        String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException("the server's Java does not say what lives: " + histogram);
        }
        return Long.parseLong(Objects.requireNonNull(total.group(1)));
    }
}
