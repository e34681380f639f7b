package dev.mimo.models.language;

import dev.mimo.resilience.BreakerSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which language models are asked, and for how long they are waited for.
///
/// @param providers in order of preference; none: answers are made of what is remembered, and of nothing else
/// @param timeout for one attempt: for the answer, and in a stream for its beginning and for each part after that
/// @param overallTimeout for a request altogether, until its answer begins: retries and other providers included
/// @param streamTimeout for an answer that streams, from its beginning to its end
/// @param callsMax calls that run at once to one provider
public record LanguageSettings(List<ProviderSettings> providers, BreakerSettings breaker, Duration timeout,
        Duration overallTimeout, Duration streamTimeout, int callsMax) {
    private static final int PROVIDERS_MAX = 32;

    public LanguageSettings {
        providers = List.copyOf(providers);
        Set<String> names = new HashSet<>();
        if (providers.size() > PROVIDERS_MAX || !providers.stream().allMatch(each -> names.add(each.name()))) {
            throw new IllegalArgumentException("there are at most " + PROVIDERS_MAX
                    + " providers, each with a name of its own");
        }
        if (!timeout.isPositive() || !overallTimeout.isPositive() || !streamTimeout.isPositive() || callsMax < 1) {
            throw new IllegalArgumentException("times and calls_max are above zero");
        }
    }

    public static LanguageSettings defaults() {
        return new LanguageSettings(List.of(), BreakerSettings.defaults(), Duration.ofSeconds(60),
                Duration.ofSeconds(100), Duration.ofMinutes(10), 64);
    }

    /// The same, with the providers that the customary variables name where the settings name none.
    public LanguageSettings orCustomary(Map<String, String> environment) {
        return providers.isEmpty()
                ? new LanguageSettings(CustomaryProviders.of(environment), breaker, timeout, overallTimeout,
                        streamTimeout, callsMax)
                : this;
    }
}
