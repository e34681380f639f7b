package dev.mimo.skills;

import dev.mimo.skills.audit.CallAuditor.CallCounter;
import dev.mimo.skills.audit.ToolCallRecord.CallOutcome;
import dev.mimo.skills.run.PoolListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What skills do, as figures: programs that run, starts, refusals, calls.
public final class SkillMeters implements PoolListener, CallCounter {
    private static final Logger LOG = LoggerFactory.getLogger(SkillMeters.class);
    /// From this share of the places on, people are told.
    private static final double NEARLY_FULL = 0.8;

    private final MeterRegistry meters;
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean nearlyFull;

    public SkillMeters(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("mimo.skills.running", running);
    }

    @Override
    public void starting(String skill) {
        meters.counter("mimo.skill.spawn.attempts").increment();
    }

    @Override
    public void started(String skill, Duration took) {
        meters.timer("mimo.skill.start").record(took);
    }

    @Override
    public void failed(String skill, String why) {
        meters.counter("mimo.skill.start.failures").increment();
        LOG.warn("the skill '{}' could not be started: {}", skill, why);
    }

    @Override
    public void rejected(String skill) {
        meters.counter("mimo.skill.spawn.rejected").increment();
        LOG.warn("the skill '{}' was not started: all places are taken", skill);
    }

    @Override
    public void ended(String skill, EndCause by) {
        meters.counter("mimo.skill.ends", "cause", word(by)).increment();
    }

    @Override
    public void filled(int now, int max) {
        running.set(now);
        boolean nearly = now >= NEARLY_FULL * max;
        if (nearly && !nearlyFull) {
            LOG.warn("{} of {} programs of skills run", now, max);
        }
        nearlyFull = nearly;
    }

    @Override
    public void ended(String skill, CallOutcome outcome, Duration took) {
        meters.counter("mimo.tool.calls", "skill", skill, "outcome", word(outcome)).increment();
        meters.timer("mimo.tool.call", "skill", skill).record(took);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
