package dev.mimo;

import dev.mimo.attach.RunningServer;
import dev.mimo.attach.ServerFile;
import dev.mimo.attach.ServerHealth;
import dev.mimo.door.cli.DoctorCheck;
import dev.mimo.models.ModelHost;
import dev.mimo.models.language.ProviderSettings;
import dev.mimo.refusal.RefusedException;
import dev.mimo.storage.Storage;
import dev.mimo.vector.DotKernels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.node.ObjectNode;

/// What `doctor` finds when it opens the rooms: settings, vector kernel, store, model, port.
///
/// @param found the server on this data, if any
record RoomChecks(Settings settings, RunningServer found) {
    private static final Duration LOADING = Duration.ofSeconds(30);

    /// Of the server that runs on this data, or else of what this process would open.
    List<DoctorCheck> run() {
        List<DoctorCheck> checks = new ArrayList<>();
        checks.add(DoctorCheck.ok("settings", "read for " + settings.home()));
        checks.add(store());
        if (found instanceof RunningServer.Found(ServerFile server)) {
            checks.addAll(serverParts(server));
        } else {
            checks.add(DoctorCheck.ok("vector kernel", DotKernels.best().name()));
            checks.add(model());
            checks.add(languageModels());
            checks.add(port());
        }
        return checks;
    }

    private static List<DoctorCheck> serverParts(ServerFile server) {
        ObjectNode health = ServerHealth.of(server);
        if (health == null) {
            return List.of(DoctorCheck.bad("server health", "no answer from " + server.address() + "/health",
                    "Restart the server."));
        }
        List<DoctorCheck> parts = new ArrayList<>();
        health.properties().forEach(part -> {
            if (part.getValue() instanceof ObjectNode facts) {
                parts.add(part(part.getKey(), facts));
            }
        });
        return parts;
    }

    private static DoctorCheck part(String name, ObjectNode facts) {
        StringJoiner found = new StringJoiner(", ");
        facts.properties().forEach(fact -> found.add(fact.getKey() + " " + fact.getValue().asString("")));
        return facts.path("status").asString("").equals("up")
                ? DoctorCheck.ok("server: " + name, found.toString())
                : DoctorCheck.bad("server: " + name, found.toString(),
                        "Correct the reason named, then restart the server.");
    }

    private DoctorCheck store() {
        Path file = settings.database();
        if (!Files.exists(file)) {
            return DoctorCheck.ok("store", "none yet (made when first needed)");
        }
        try (Storage storage = Storage.open(file, settings.storage())) {
            String verdict = storage.integrity();
            long kib = Files.size(file) / 1024;
            return verdict.equals("ok")
                    ? DoctorCheck.ok("store", file + ", " + kib + " KiB, sound")
                    : DoctorCheck.bad("store", file + ": " + verdict,
                            "Restore a copy of the file; keep this one apart.");
        } catch (RefusedException e) {
            return DoctorCheck.bad("store", e.refusal().detail(), e.refusal().remedy());
        } catch (IOException e) {
            return DoctorCheck.bad("store", file + " cannot be read: " + e.getMessage(), "Check its owner and mode.");
        }
    }

    private DoctorCheck model() {
        try (ModelHost models = ModelHost.of(settings.embedding(), Settings.dist(), Clock.systemUTC(),
                new SimpleMeterRegistry())) {
            models.await(LOADING);
            return DoctorCheck.ok("embedding model", models.id());
        } catch (RefusedException e) {
            return DoctorCheck.bad("embedding model", e.refusal().detail(), e.refusal().remedy());
        }
    }

    private DoctorCheck languageModels() {
        List<String> names = settings.models().providers().stream().map(ProviderSettings::name).toList();
        return DoctorCheck.ok("language models",
                names.isEmpty() ? "none, so answers are taken from memory" : String.join(", ", names));
    }

    private DoctorCheck port() {
        String address = settings.http().host() + ":" + settings.http().port();
        try (ServerSocket _ = new ServerSocket(settings.http().port(), 1,
                InetAddress.getByName(settings.http().host()))) {
            return DoctorCheck.ok("port", address + ", free");
        } catch (IOException e) {
            return DoctorCheck.note("port", address + " cannot be had: " + e.getMessage(),
                    "Serve on another one with --port, or stop the program that listens there.");
        }
    }
}
