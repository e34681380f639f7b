package dev.mimo.skills;

import dev.mimo.gateway.ToolRegistry;
import dev.mimo.mcp.client.McpClient;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.model.CallContext;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.skills.audit.CallAuditor;
import dev.mimo.skills.catalog.SkillCatalog;
import dev.mimo.skills.catalog.SkillDefinition;
import dev.mimo.skills.catalog.SkillSettings;
import dev.mimo.skills.catalog.SkillsFile;
import dev.mimo.skills.run.PoolListener;
import dev.mimo.skills.run.RunningSkill;
import dev.mimo.skills.run.SkillConnector;
import dev.mimo.skills.run.SkillPool;
import dev.mimo.skills.trust.ToolPinFolder;
import dev.mimo.skills.trust.ToolPinFolder.Found;
import dev.mimo.skills.trust.ToolPins;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// All skills of a home: reads which there are, offers the approved tools of each to the registry, and notices what has
/// changed, in the file and in the skills. Safe for many threads.
public final class SkillHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SkillHost.class);

    private final SkillsFile file;
    private final ToolPinFolder folder;
    private final ToolRegistry registry;
    private final SkillSettings settings;
    private final CallAuditor auditor;
    private final Clock clock;
    private final SkillPool pool;
    private final Map<String, ToolPins> pins = new ConcurrentHashMap<>();
    private final Map<String, ToolRegistry.Registration> offered = new ConcurrentHashMap<>();
    private volatile boolean learning;
    private volatile SkillCatalog catalog = SkillCatalog.EMPTY;

    /// What it is made of.
    ///
    /// @param registry where the tools are offered
    /// @param connector brings a skill up
    public record Parts(SkillsFile file, ToolPinFolder pins, ToolRegistry registry, SkillConnector connector,
            PoolListener listener, CallAuditor auditor, SkillSettings settings, Clock clock) {}

    public SkillHost(Parts parts) {
        file = parts.file();
        folder = parts.pins();
        registry = parts.registry();
        settings = parts.settings();
        auditor = parts.auditor();
        clock = parts.clock();
        pool = new SkillPool((skill, handlers) -> looked(skill, parts.connector().connect(skill, handlers)), settings,
                parts.listener());
    }

    /// Reads the file, and makes what is offered follow it: skills that are not named any more go, changed ones are
    /// replaced once their calls have ended, others do not notice. Returns when nothing of what has gone runs any more.
    public void reload() throws InterruptedException {
        SkillCatalog fresh = adopt(file.read());
        pool.keepOnly(skill -> isEnabled(skill) && skill.equals(fresh.skills().get(skill.name())));
    }

    private synchronized SkillCatalog adopt(SkillCatalog fresh) {
        fresh.problems().forEach(problem -> LOG.warn("skills.json, {}: {}", problem.skill(), problem.detail()));
        SkillCatalog before = catalog;
        catalog = fresh;
        for (String name : List.copyOf(offered.keySet())) {
            if (!isEnabled(fresh.skills().get(name))) {
                withdraw(name);
            }
        }
        for (SkillDefinition skill : fresh.skills().values()) {
            if (isEnabled(skill) && !skill.equals(before.skills().get(skill.name()))) {
                offer(skill);
            }
        }
        return fresh;
    }

    private static boolean isEnabled(@Nullable SkillDefinition skill) {
        return skill != null && skill.enabled();
    }

    private void withdraw(String name) {
        ToolRegistry.Registration registration = offered.remove(name);
        if (registration != null) {
            registration.close();
        }
        pins.remove(name);
    }

    private void offer(SkillDefinition skill) {
        switch (folder.find(skill.name())) {
            case Found.Pinned(ToolPins known) -> register(skill, known);
            case Found.Damaged _ -> {
                LOG.warn("what was approved of the skill '{}' cannot be told any more; nothing of it is offered",
                        skill.name());
                register(skill, new ToolPins(skill.name(), List.of(), List.of(), clock.instant()));
            }
            case Found.Nothing _ -> learnSoon(skill);
        }
    }

    private void register(SkillDefinition skill, ToolPins known) {
        pins.put(skill.name(), known);
        offered.put(skill.name(), registry.register(new SkillSource(skill,
                () -> pins.getOrDefault(skill.name(), known), pool, settings, auditor)));
    }

    /// From now on a skill that was never seen is started once, in the background, to learn its tools.
    public synchronized void learn() {
        learning = true;
        catalog.skills().values().stream().filter(skill -> isEnabled(skill) && !pins.containsKey(skill.name()))
                .forEach(this::learnSoon);
    }

    private void learnSoon(SkillDefinition skill) {
        if (learning) {
            Thread.ofVirtual().name("skill-first-sight").start(() -> {
                try {
                    learn(skill);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /// To be brought up is to be seen. That it cannot be is told by its state.
    private void learn(SkillDefinition skill) throws InterruptedException {
        try (SkillPool.Lease _ = pool.lease(skill, CallContext.NONE.caller())) {
            LOG.info("the skill '{}' is new", skill.name());
        } catch (RefusedException e) {
            LOG.debug("the skill '{}' is new and could not be started", skill.name(), e);
        }
    }

    /// Sees what tools a skill has that was just brought up, before anybody calls it.
    private RunningSkill looked(SkillDefinition skill, RunningSkill running) throws InterruptedException {
        boolean seen = false;
        try {
            see(skill, list(skill, running.client()));
            seen = true;
            return running;
        } finally {
            if (!seen) {
                running.close();
            }
        }
    }

    private List<ToolDefinition> list(SkillDefinition skill, McpClient client) throws InterruptedException {
        try {
            return client.listTools(CallOptions.within(settings.callTimeout())).tools();
        } catch (McpClientException e) {
            throw new RefusedException(new Refusal.Unavailable(
                    "The tools of the skill '" + skill.name() + "' cannot be listed. " + e.getMessage(),
                    "Look at `skills logs " + skill.name() + "`.", Duration.ofSeconds(5)));
        }
    }

    private synchronized void see(SkillDefinition skill, List<ToolDefinition> tools) {
        if (!skill.equals(catalog.skills().get(skill.name()))) {
            // it was changed meanwhile, and is on its way out
            return;
        }
        ToolPins now = switch (folder.find(skill.name())) {
            case Found.Pinned(ToolPins known) -> known.offering(tools);
            case Found.Damaged _ -> new ToolPins(skill.name(), List.of(), tools, clock.instant());
            case Found.Nothing _ -> ToolPins.firstSight(skill.name(), tools, clock.instant());
        };
        if (!now.held().isEmpty()) {
            LOG.warn("tools of the skill '{}' are held back: {}", skill.name(), now.held());
        }
        if (!now.equals(pins.get(skill.name()))) {
            keep(now);
            register(skill, now);
        }
    }

    private void keep(ToolPins now) {
        try {
            folder.keep(now);
        } catch (IOException e) {
            LOG.warn("the tools of the skill '{}' could not be pinned", now.skill(), e);
        }
    }

    /// Approves all that a skill offers now.
    public synchronized void trust(String name) {
        SkillDefinition skill = find(name);
        ToolPins known = pins.get(name);
        if (known == null) {
            throw Refusal.conflict("The tools of the skill '" + name + "' are not known yet.",
                    "Look at `skills list`, and try again once it has been started.");
        }
        ToolPins trusted = known.trusted(clock.instant());
        keep(trusted);
        register(skill, trusted);
    }

    /// Adds a skill, or changes it, and learns its tools if it was never seen.
    ///
    /// @param entry as clients write it
    public void put(String name, ObjectNode entry) throws InterruptedException {
        file.put(name, entry);
        reload();
        SkillDefinition skill = find(name);
        if (skill.enabled() && !pins.containsKey(name)) {
            learn(skill);
        }
    }

    public void remove(String name) throws InterruptedException {
        find(name);
        file.remove(name);
        try {
            folder.remove(name);
        } catch (IOException e) {
            LOG.warn("what was pinned of the skill '{}' could not be removed", name, e);
        }
        reload();
    }

    /// Stops a skill, and forgets its failures; the next call starts it again.
    public void stop(String name) throws InterruptedException {
        find(name);
        pool.stop(name);
    }

    /// Stops a skill and starts it anew, also when it has failed too often.
    ///
    /// @throws RefusedException when it cannot be started
    public void restart(String name) throws InterruptedException {
        SkillDefinition skill = find(name);
        if (!skill.enabled()) {
            throw Refusal.conflict("The skill '" + name + "' is disabled.", "Enable it first.");
        }
        pool.stop(name);
        pool.lease(skill, CallContext.NONE.caller()).close();
    }

    /// What is pinned of a skill; absent when it was never seen.
    public @Nullable ToolPins pinned(String name) {
        return pins.get(name);
    }

    public SkillCatalog catalog() {
        return catalog;
    }

    public SkillPool pool() {
        return pool;
    }

    /// @throws RefusedException when there is none of that name
    public SkillDefinition find(String name) {
        SkillDefinition skill = catalog.skills().get(name);
        if (skill == null) {
            throw Refusal.notFound("No skill is called '" + name + "'.", "`skills list` shows their names.");
        }
        return skill;
    }

    @Override
    public void close() {
        pool.close();
        List.copyOf(offered.keySet()).forEach(this::withdraw);
    }
}
