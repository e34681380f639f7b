package dev.mimo.models.language;

import dev.mimo.models.language.ModelOutcome.Answered;
import dev.mimo.models.language.ModelOutcome.BrokenOff;
import dev.mimo.models.language.ModelOutcome.NoneLeft;
import dev.mimo.models.language.ModelOutcome.Streamed;
import dev.mimo.resilience.AttemptFailedException;
import dev.mimo.resilience.CallDeadline;
import dev.mimo.resilience.CallGuard;
import dev.mimo.resilience.CallGuard.CallPolicy;
import dev.mimo.resilience.CallGuard.CallTools;
import dev.mimo.resilience.RetryBackoff;
import dev.mimo.telemetry.HealthProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// The language models of all providers: the one that is asked for goes first, the others follow in order of
/// preference when it fails.
public final class LanguageModels implements HealthProbe, AutoCloseable {
    /// Names that leave the choice to us.
    private static final Set<String> ANY = Set.of("", "auto", "mimo");
    private static final String NOBODY = "extractive";
    private static final Logger LOG = LoggerFactory.getLogger(LanguageModels.class);
    private static final RetryBackoff BACKOFF = new RetryBackoff(2, Duration.ofMillis(500), Duration.ofSeconds(5));

    private final LanguageSettings settings;
    private final List<ProviderModel> providers;
    private final MeterRegistry meters;
    private final String instance = UUID.randomUUID().toString();
    private @Nullable ProviderHttp http;

    /// A provider, and which of its models.
    private record Choice(ProviderModel provider, String model) {}

    /// What callers may ask for.
    ///
    /// @param model that is asked there; absent where callers name it
    public record OfferedModel(String name, @Nullable String model) {}

    public LanguageModels(LanguageSettings settings, CallTools tools) {
        this.settings = settings;
        this.meters = tools.meters();
        this.providers = settings.providers().stream().map(provider -> new ProviderModel(provider,
                new CallGuard(new CallPolicy(provider.name(), settings.breaker(), BACKOFF, settings.callsMax()),
                        tools),
                this::http, settings.timeout(), settings.streamTimeout())).toList();
    }

    /// Whether there is none at all.
    public boolean isEmpty() {
        return providers.isEmpty();
    }

    public List<OfferedModel> offered() {
        return settings.providers().stream().map(each -> new OfferedModel(each.name(), each.model())).toList();
    }

    /// Whether a request was sent by these very models: it would come back for ever.
    ///
    /// @param via the value of the header `X-Mimo-Via`; absent for none
    public boolean isOwn(@Nullable String via) {
        return instance.equals(via);
    }

    /// A request in one piece.
    ///
    /// @param chat in the inner form
    /// @throws RefusedByModelException when the request itself is at fault
    public ModelOutcome complete(ObjectNode chat, CallStopper stopper) throws RefusedByModelException {
        CallTerms terms = terms(stopper);
        List<String> failures = new ArrayList<>();
        List<Choice> choices = choices(chat.path("model").asString(""));
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            try {
                ObjectNode answer = choice.provider().complete(chat, choice.model(), terms);
                return new Answered(choice.provider().settings().name(), answer, failures);
            } catch (RefusedByModelException e) {
                throw e;
            } catch (AttemptFailedException e) {
                failed(choices, i, e, failures);
            }
            if (stopper.isStopped() || terms.deadline().isOver()) {
                break;
            }
        }
        return new NoneLeft(failures);
    }

    /// A request whose answer is handed over as it comes.
    ///
    /// @throws RefusedByModelException as above
    /// @throws IOException when the sink throws it
    public ModelOutcome stream(ObjectNode chat, CallStopper stopper, ChunkSink sink)
            throws RefusedByModelException, IOException {
        CallTerms terms = terms(stopper);
        List<String> failures = new ArrayList<>();
        List<Choice> choices = choices(chat.path("model").asString(""));
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            String name = choice.provider().settings().name();
            try {
                choice.provider().stream(chat, choice.model(), terms, sink);
                return new Streamed(name, failures);
            } catch (RefusedByModelException e) {
                throw e;
            } catch (BrokenAnswerException e) {
                failures.add(name + " " + e.reason());
                return new BrokenOff(name, failures);
            } catch (AttemptFailedException e) {
                failed(choices, i, e, failures);
            }
            if (stopper.isStopped() || terms.deadline().isOver()) {
                break;
            }
        }
        return new NoneLeft(failures);
    }

    private CallTerms terms(CallStopper stopper) {
        return new CallTerms(CallDeadline.in(settings.overallTimeout(), System::nanoTime), stopper);
    }

    private void failed(List<Choice> choices, int at, AttemptFailedException e, List<String> failures) {
        String name = choices.get(at).provider().settings().name();
        String next = at + 1 < choices.size() ? choices.get(at + 1).provider().settings().name() : NOBODY;
        LOG.info("The language model {} {}; next: {}", name, e.reason(), next);
        failures.add(name + " " + e.reason());
        Counter.builder("mimo.fallbacks").description("Requests that went on to another").tag("from", name)
                .tag("to", next).register(meters).increment();
    }

    /// Who is asked, in turn.
    private List<Choice> choices(String asked) {
        ProviderModel first = providers.stream().filter(each -> isMeant(each, asked)).findFirst()
                .or(() -> providers.stream().filter(each -> isFamily(each, asked)).findFirst()).orElse(null);
        Stream<ProviderModel> order = first == null
                ? providers.stream()
                : Stream.concat(Stream.of(first), providers.stream().filter(each -> each != first));
        return order.map(each -> new Choice(each, model(each.settings(), asked))).toList();
    }

    private static boolean isMeant(ProviderModel provider, String asked) {
        ProviderSettings said = provider.settings();
        return asked.equals(said.name()) || asked.startsWith(said.name() + "/") || asked.equals(said.model());
    }

    /// Anthropic's models are called like no others.
    private static boolean isFamily(ProviderModel provider, String asked) {
        return provider.settings().kind() == ProviderKind.ANTHROPIC && provider.settings().model() == null
                && asked.startsWith("claude");
    }

    private String model(ProviderSettings provider, String asked) {
        if (asked.startsWith(provider.name() + "/")) {
            return asked.substring(provider.name().length() + 1);
        }
        String own = provider.model();
        if (own != null) {
            return own;
        }
        boolean anothers = providers.stream().anyMatch(each -> isMeant(each, asked));
        boolean claude = asked.startsWith("claude");
        boolean takes = switch (provider.kind()) {
            case OPENAI -> !claude || providers.stream().noneMatch(each -> isFamily(each, asked));
            case ANTHROPIC -> claude;
            case OLLAMA -> !claude && !asked.startsWith("gpt-");
        };
        return takes && !anothers && !ANY.contains(asked) ? asked : provider.usualModel();
    }

    private synchronized ProviderHttp http() {
        ProviderHttp opened = http;
        if (opened == null) {
            opened = new ProviderHttp(instance);
            http = opened;
        }
        return opened;
    }

    /// Open breakers are shown and make nothing unhealthy: answers go on without those providers.
    @Override
    public Health health() {
        Map<String, Object> facts = new LinkedHashMap<>();
        providers.forEach(each -> facts.put(each.settings().name(),
                each.state().name().toLowerCase(Locale.ROOT).replace('_', '-')));
        return new Health(Status.UP, facts);
    }

    @Override
    public synchronized void close() {
        if (http != null) {
            http.close();
        }
    }
}
