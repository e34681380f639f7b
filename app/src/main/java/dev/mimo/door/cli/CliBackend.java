package dev.mimo.door.cli;

import dev.mimo.attach.RunningServer;
import dev.mimo.call.OperationClient;
import dev.mimo.facts.operation.FactOperations;
import dev.mimo.memory.operation.MemoryOperations;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// The rest of Mimo, as the command line sees it. Each call reads the settings for itself, so that a verb that
/// needs none starts without them; each refuses with `RefusedException`.
public interface CliBackend {
    String version();

    /// Where the data is; the directory need not exist yet.
    Path home(SettingOverrides flags);

    /// Refuses what the flags set and cannot be set; asks for nothing when they set nothing.
    void check(SettingOverrides flags);

    /// Opens the rooms in this process; the caller closes them.
    Rooms open(SettingOverrides flags);

    /// Whoever answers operations, and which those are.
    ///
    /// @param here whether that is this process
    record Rooms(OperationClient calls, MemoryOperations memory, FactOperations facts,
            boolean here) implements AutoCloseable {
        @Override
        public void close() {
            calls.close();
        }
    }

    /// Serves until the process is told to stop.
    ///
    /// @param ready called once, with the address, when requests are answered
    void serve(SettingOverrides flags, Consumer<URI> ready);

    /// Speaks MCP over standard input and output until the input ends.
    void stdio(SettingOverrides flags);

    /// How this program and its rooms are doing.
    ///
    /// @param server the one on this data, as it was found
    List<DoctorCheck> checks(SettingOverrides flags, RunningServer server);
}
