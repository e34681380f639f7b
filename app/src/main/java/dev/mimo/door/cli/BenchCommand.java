package dev.mimo.door.cli;

import dev.mimo.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `bench`, which the launcher answers with the measurements' own program; here for the help.
@Command(name = "bench", description = "Measure recall quality, speed and start-up; needs the source tree.")
final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "WHAT", arity = "0..*", description = "What to measure; 'mimo bench' lists it.")
    List<String> what = new ArrayList<>();

    @Override
    public Integer call() {
        throw Refusal.invalid("bench", "is not part of this program", "Run './mimo bench' in the source tree.");
    }
}
