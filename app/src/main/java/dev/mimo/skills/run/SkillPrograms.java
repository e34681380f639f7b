package dev.mimo.skills.run;

import dev.mimo.mcp.client.McpClient;
import dev.mimo.mcp.client.stdio.ChildCommand;
import dev.mimo.mcp.client.stdio.ChildSettings;
import dev.mimo.mcp.client.stdio.ChildStarter;
import dev.mimo.mcp.client.stdio.StdioTransport;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.MessageListener;
import dev.mimo.mcp.client.transport.MessageTrace;
import dev.mimo.mcp.client.transport.Redaction;
import dev.mimo.mcp.client.transport.ServerConnection;
import dev.mimo.mcp.client.transport.Transport;
import dev.mimo.process.ProcessCommand;
import dev.mimo.process.ProcessLauncher;
import dev.mimo.process.ProcessTree;
import dev.mimo.process.TreeUsage;
import dev.mimo.skills.catalog.SkillDefinition;
import dev.mimo.skills.catalog.SkillLaunch.Program;
import dev.mimo.skills.catalog.VariableExpander;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Starts the programs of skills: each with the environment and the folder that its entry says, its standard error in
/// its log.
public final class SkillPrograms {
    private final ProcessLauncher launcher;
    private final Path home;
    private final Map<String, String> environment;

    /// @param home where folders and logs of skills are kept
    /// @param environment of this process: the harmless part of it is every program's
    public SkillPrograms(ProcessLauncher launcher, Path home, Map<String, String> environment) {
        this.launcher = launcher;
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    /// Where the standard error of a skill is kept.
    ///
    /// @param home of all skills
    public static Path log(Path home, String skill) {
        return home.resolve("logs").resolve(skill + ".log");
    }

    /// @throws IllegalArgumentException in a sentence, when the entry cannot be carried out
    Started prepare(SkillDefinition skill, Program program, VariableExpander variables) {
        Map<String, String> own = new LinkedHashMap<>();
        for (String name : program.inherited()) {
            own.put(name, variables.expand("${" + name + "}"));
        }
        if (program.environmentFile() != null) {
            own.putAll(EnvironmentFile.read(Path.of(variables.expand(program.environmentFile()))));
        }
        own.putAll(variables.expand(program.environment()));
        List<String> words = new ArrayList<>();
        if (!skill.options().sandbox().isBlank()) {
            words.addAll(List.of(skill.options().sandbox().strip().split("\\s+")));
        }
        program.words().forEach(word -> words.add(variables.expand(word)));
        Redaction redaction = new Redaction(List.copyOf(own.values()));
        return new Started(new ChildCommand(words, ChildCommand.environment(environment, own),
                directory(skill, program, variables)), new SkillLog(log(home, skill.name()), redaction), redaction);
    }

    private Path directory(SkillDefinition skill, Program program, VariableExpander variables) {
        if (program.directory() != null) {
            Path directory = Path.of(variables.expand(program.directory()));
            if (!Files.isDirectory(directory)) {
                throw new IllegalArgumentException("Its folder " + directory + " is not there.");
            }
            return directory;
        }
        Path directory = home.resolve("folders").resolve(skill.name());
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IllegalArgumentException("Its folder " + directory + " cannot be made.", e);
        }
    }

    /// A program that is being brought up: its client may start it more than once until it has found out what it
    /// speaks, and never again after that, since then starting is the pool's.
    final class Started implements Transport, AutoCloseable {
        private final StdioTransport inner;
        private final SkillLog log;
        private final Redaction redaction;
        private volatile @Nullable ProcessTree tree;
        private volatile boolean settled;

        private Started(ChildCommand command, SkillLog log, Redaction redaction) {
            this.inner = new StdioTransport(command, MessageTrace.NONE, ChildSettings.defaults(), this::start);
            this.log = log;
            this.redaction = redaction;
        }

        Redaction redaction() {
            return redaction;
        }

        private ChildStarter.Child start(ChildCommand command) throws IOException {
            ProcessTree started = launcher.start(
                    new ProcessCommand(command.words(), command.environment(), command.directory()));
            tree = started;
            log.note("started as process " + started.pid());
            return new Child(started, log);
        }

        @Override
        public ServerConnection open(MessageListener listener) {
            if (settled) {
                throw McpClientException.lost("The program of the skill has ended.");
            }
            return inner.open(listener);
        }

        @Override
        public Kind kind() {
            return inner.kind();
        }

        @Override
        public String target() {
            return inner.target();
        }

        RunningSkill running(McpClient client) {
            settled = true;
            ProcessTree last = tree;
            if (last == null) {
                throw new IllegalStateException("a client without a program");
            }
            return new LocalSkill(client, last, log);
        }

        @Override
        public void close() {
            settled = true;
            ProcessTree last = tree;
            if (last != null) {
                last.end(Duration.ZERO, ChildSettings.defaults().termWait());
            }
        }
    }

    private record Child(ProcessTree tree, InputStream errors) implements ChildStarter.Child {
        Child(ProcessTree tree, SkillLog log) {
            this(tree, log.keeping(tree.errors()));
        }

        @Override
        public OutputStream input() {
            return tree.input();
        }

        @Override
        public InputStream output() {
            return tree.output();
        }

        @Override
        public CompletableFuture<Integer> exit() {
            return tree.exit();
        }

        @Override
        public void end(Duration byItself, Duration whenTold) {
            tree.end(byItself, whenTold);
        }
    }

    private record LocalSkill(McpClient client, ProcessTree tree, SkillLog log) implements RunningSkill {
        @Override
        public CompletionStage<?> gone() {
            return tree.exit().thenAccept(code -> log.note("ended with exit code " + code));
        }

        @Override
        public TreeUsage usage() {
            return tree.usage();
        }

        @Override
        public void close() {
            client.close();
            // also when its connection had ended before
            tree.end(Duration.ZERO, ChildSettings.defaults().termWait());
        }
    }
}
