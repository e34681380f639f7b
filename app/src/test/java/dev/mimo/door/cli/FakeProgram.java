package dev.mimo.door.cli;

import dev.mimo.attach.RunningServer;
import dev.mimo.memory.wire.MemoryCalls;
import dev.mimo.refusal.Refusal;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// A program whose memory answers with what a test says, and keeps what it was asked.
final class FakeProgram implements CliBackend {
    final Path home;
    final List<String> called = new ArrayList<>();
    final List<ObjectNode> requests = new ArrayList<>();
    final List<DoctorCheck> checks = new ArrayList<>();
    UnaryOperator<ObjectNode> answer = request -> request;
    SettingOverrides served = SettingOverrides.NONE;
    int closed;

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
    public MemoryCalls openMemory(SettingOverrides flags) {
        InvocationHandler handler = (_, method, arguments) -> {
            if (method.getName().equals("close")) {
                closed++;
                return null;
            }
            called.add(method.getName());
            ObjectNode request = (ObjectNode) Objects.requireNonNull(arguments)[0];
            requests.add(request);
            return answer.apply(request);
        };
        return (MemoryCalls) Proxy.newProxyInstance(MemoryCalls.class.getClassLoader(),
                new Class<?>[]{MemoryCalls.class}, handler);
    }

    @Override
    public void serve(SettingOverrides flags, Consumer<URI> ready) {
        served = flags;
        ready.accept(URI.create("http://127.0.0.1:4000"));
    }

    @Override
    public void stdio(SettingOverrides flags) {
        called.add("stdio");
    }

    @Override
    public List<DoctorCheck> checks(SettingOverrides flags, RunningServer server) {
        return checks;
    }
}
