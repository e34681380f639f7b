package dev.mimo.door.cli;

import dev.mimo.attach.RunningServer;
import dev.mimo.call.RecordingClient;
import dev.mimo.facts.operation.FactOperations;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.refusal.Refusal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A program whose memory answers with what a test says, and keeps what it was asked.
final class FakeProgram implements CliBackend {
    final Path home;
    final RecordingClient calls = new RecordingClient();
    final List<DoctorCheck> checks = new ArrayList<>();
    SettingOverrides served = SettingOverrides.NONE;

    FakeProgram(Path home) {
        this.home = home;
    }

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public Path home(SettingOverrides flags) {
        return flags.home() == null ? home : flags.home();
    }

    @Override
    public void check(SettingOverrides flags) {
        if (flags.settings().keySet().stream().anyMatch(key -> !key.contains("."))) {
            throw Refusal.invalid("setting", "is unknown", "Did you mean another?");
        }
    }

    @Override
    public Rooms open(SettingOverrides flags) {
        return new Rooms(calls, MemoryOperations.unbounded(), FactOperations.unbounded(), true);
    }

    @Override
    public void serve(SettingOverrides flags, Consumer<URI> ready) {
        served = flags;
        ready.accept(URI.create("http://127.0.0.1:4000"));
    }

    @Override
    public void stdio(SettingOverrides flags) {
        calls.called.add("stdio");
    }

    @Override
    public List<DoctorCheck> checks(SettingOverrides flags, RunningServer server) {
        return checks;
    }
}
