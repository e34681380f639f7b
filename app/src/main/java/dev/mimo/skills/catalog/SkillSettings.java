package dev.mimo.skills.catalog;

import java.time.Duration;

/// How much other people's servers may take. What a skill says of itself in `skills.json` goes before the times here.
///
/// @param max programs that run at once, of all skills together
/// @param idleStop a program that was not called for so long is stopped
/// @param lifetime a program is replaced after so long, once nothing uses it; zero for never
/// @param startTimeout for one to answer after it was started
/// @param callTimeout of silence in one call: progress begins it anew
/// @param callLongest of one call altogether
/// @param callsPerSkill that run at once in one skill
/// @param drain how long calls may go on in a skill that was changed or removed
/// @param restarts starts that fail, or programs that end soon, within `restartWindow`, before it is left alone
/// @param restartWindow see `restarts`
/// @param resultBytesMax of what one call answers
public record SkillSettings(int max, Duration idleStop, Duration lifetime, Duration startTimeout,
        Duration callTimeout, Duration callLongest, int callsPerSkill, Duration drain, int restarts,
        Duration restartWindow, int resultBytesMax) {
    public SkillSettings {
        if (max < 1 || callsPerSkill < 1 || restarts < 1 || resultBytesMax < 1024) {
            throw new IllegalArgumentException("a limit of skills is too small");
        }
    }

    public static SkillSettings defaults() {
        return new SkillSettings(100, Duration.ofMinutes(10), Duration.ZERO, Duration.ofSeconds(60),
                Duration.ofSeconds(60), Duration.ofMinutes(10), 64, Duration.ofSeconds(30), 5, Duration.ofMinutes(5),
                4 << 20);
    }
}
