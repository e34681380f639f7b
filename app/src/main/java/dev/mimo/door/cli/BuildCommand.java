package dev.mimo.door.cli;

import dev.mimo.refusal.Refusal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `build`, which the launcher does itself; here for the help.
@Command(name = "build", description = "Build the program from its source tree, and wait until that is done.")
final class BuildCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw Refusal.invalid("build", "is not part of this program", "Run './mimo build' in the source tree.");
    }
}
