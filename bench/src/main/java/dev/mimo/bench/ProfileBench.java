package dev.mimo.bench;

import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.NamedArguments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// `bench profile`: where the processor's time of a flight recording went, by room and by method. A sample belongs
/// to the innermost frame that is Mimo's, so that SQLite's or the model's time counts for the room that called it.
final class ProfileBench {
    /// The first counts native code too; where the machine does not offer it, the others stand in.
    private static final String CPU_TIME = "jdk.CPUTimeSample";
    private static final Set<String> WALL = Set.of("jdk.ExecutionSample", "jdk.NativeMethodSample");
    private static final String OURS = "dev.mimo.";
    private static final String BENCH = "dev.mimo.bench.";
    private static final int SHOWN = 25;

    private final Map<String, Integer> rooms = new HashMap<>();
    private final Map<String, Integer> methods = new HashMap<>();
    private final Map<String, Integer> tops = new HashMap<>();
    private int samples;

    private ProfileBench() {}

    /// `--recording FILE [--under TEXT]`: only samples that have a frame of which the name begins so.
    static void run(List<String> args, Figures figures) throws Exception {
        NamedArguments arguments = new NamedArguments(args, Set.of("--recording", "--under"));
        Path recording = Path.of(arguments.required("--recording"));
        String under = arguments.get("--under", OURS);
        ProfileBench profile = new ProfileBench();
        profile.read(recording, Set.of(CPU_TIME), under);
        if (profile.samples == 0) {
            profile.read(recording, WALL, under);
        }
        figures.text("samples under " + under, String.valueOf(profile.samples));
        profile.show("by room", profile.rooms, figures);
        profile.show("by method of Mimo", profile.methods, figures);
        profile.show("by innermost method", profile.tops, figures);
    }

    private void read(Path recording, Set<String> events, String under) throws IOException {
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (events.contains(event.getEventType().getName()) && event.getStackTrace() != null) {
                    count(event.getStackTrace().getFrames(), under);
                }
            }
        }
    }

    private void count(List<RecordedFrame> frames, String under) {
        List<String> names = frames.stream().map(ProfileBench::name).toList();
        if (names.stream().noneMatch(name -> name.startsWith(under))) {
            return;
        }
        samples++;
        tops.merge(names.getFirst(), 1, Integer::sum);
        names.stream().filter(name -> name.startsWith(OURS) && !name.startsWith(BENCH)).findFirst()
                .ifPresent(name -> {
                    methods.merge(name, 1, Integer::sum);
                    rooms.merge(room(name), 1, Integer::sum);
                });
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    /// The package: what comes before the first name in capitals.
    private static String room(String method) {
        return method.replaceFirst("\\.[A-Z].*", "");
    }

    private void show(String title, Map<String, Integer> counts, Figures figures) {
        figures.text(title, "");
        counts.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).limit(SHOWN)
                .forEach(each -> figures.text("  " + each.getKey(),
                        "%.1f %%".formatted(100.0 * each.getValue() / samples)));
    }
}
