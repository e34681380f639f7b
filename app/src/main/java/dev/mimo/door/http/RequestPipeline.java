package dev.mimo.door.http;

import dev.mimo.door.http.limit.ConnectionReaper;
import dev.mimo.door.http.limit.KeyGuessLimiter;
import dev.mimo.door.http.limit.UnreadAnswerLimiter;
import dev.mimo.file.ByteBudget;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every request passes, in this order: host and origin, CORS, the route, the key, the rate limiter, the
/// handler. Whatever goes wrong on the way becomes a problem here, and nowhere else.
final class RequestPipeline extends org.eclipse.jetty.server.Handler.Abstract {
    private static final Logger log = LoggerFactory.getLogger(RequestPipeline.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String UNMATCHED = "unmatched";
    private static final String DOCUMENTATION = "/docs";
    /// How long a large answer may wait for its caller while others want to be answered.
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(2);
    private static final Route NO_ROUTE = Route.of("GET", "/", _ -> {});

    private final HttpExchange.DoorContext context;
    private final Router router;
    private final HostCheck hosts;
    private final ApiKeyChecker keys;
    private final RateLimiter limiter;
    private final RequestObserver observer;
    private final ConnectionReaper reaper;
    private final Set<SseStream> streams = ConcurrentHashMap.newKeySet();
    private final DisconnectWatcher watcher = new DisconnectWatcher();

    RequestPipeline(HttpSettings settings, Router router, HostCheck hosts, ConnectionReaper reaper,
            RequestObserver observer) {
        this.router = router;
        this.hosts = hosts;
        this.keys = new ApiKeyChecker(settings.keys(),
                new KeyGuessLimiter(settings.limits().wrongKeysPerMinuteMax(), System::nanoTime));
        this.limiter = new RateLimiter(settings.limits(), System::nanoTime);
        this.observer = observer;
        this.reaper = reaper;
        HttpLimits limits = settings.limits();
        // the largest body that a route takes always fits while there is no other
        long bodies = Math.max(limits.bodiesBytesMax(), Math.max(limits.bodyBytesMax(), limits.batchBytesMax()));
        this.context = new HttpExchange.DoorContext(limits, streams::add, watcher, new ByteBudget(bodies),
                new UnreadAnswerLimiter(limits.answersBytesMax(), ANSWER_PATIENCE), reaper::answeredEarly);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        look();
    }

    private void look() {
        watcher.look();
        reaper.look();
        getServer().getScheduler().schedule(this::look, DisconnectWatcher.EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean handle(Request request, Response response, Callback done) {
        long start = System.nanoTime();
        reaper.began(request);
        HttpExchange.RawRequest wire =
                new HttpExchange.RawRequest(AnswerHeaders.newRequestId(), request, response, done);
        AnswerHeaders.secure(response.getHeaders(), wire.id());
        // a handler may think for longer than a connection may idle; its own limit is the request's
        request.addIdleTimeoutListener(_ -> false);
        String route = UNMATCHED;
        try {
            route = admit(wire);
        } finally {
            observe(wire, route, Duration.ofNanos(System.nanoTime() - start));
        }
        return true;
    }

    /// Ends the streams, so that stopping need not wait for them.
    void closeStreams() {
        streams.forEach(SseStream::close);
    }

    /// @return the template of the route, for those who count
    private String admit(HttpExchange.RawRequest wire) {
        Request request = wire.request();
        List<String> origins = request.getHeaders().getValuesList("Origin");
        Refusal foreign = hosts.check(request.getHeaders().getValuesList("Host"), origins);
        if (foreign != null) {
            refuse(wire, ProblemCatalog.of(foreign));
            return UNMATCHED;
        }
        if (!origins.isEmpty()) {
            AnswerHeaders.allowOrigin(wire.response().getHeaders(), origins.getFirst());
        }
        if (!isPlainTransfer(request)) {
            refuse(wire, ProblemCatalog.wire(501));
            return UNMATCHED;
        }
        try {
            return route(wire);
        } catch (RefusedException malformed) {
            refuse(wire, ProblemCatalog.of(malformed.refusal()));
            return UNMATCHED;
        }
    }

    /// Whether the body comes as it is; a coding that nobody here undoes would be taken for the content.
    private static boolean isPlainTransfer(Request request) {
        return request.getHeaders().getCSV(HttpHeader.TRANSFER_ENCODING, false).stream()
                .allMatch("chunked"::equalsIgnoreCase);
    }

    private String route(HttpExchange.RawRequest wire) {
        Request request = wire.request();
        String method = request.getMethod();
        List<String> path = UriText.segments(request.getHttpURI().getPath());
        return switch (router.find(method, path)) {
            case Router.Match.Found(Route route, Map<String, String> values) -> {
                enter(wire, route, values);
                yield route.path();
            }
            case Router.Match.WrongMethod(Set<String> allowed) when method.equals("OPTIONS") -> {
                AnswerHeaders.options(request.getHeaders(), wire.response().getHeaders(), allowed);
                exchange(wire, null, Map.of(), null).answer(204);
                yield UNMATCHED;
            }
            case Router.Match.WrongMethod(Set<String> allowed) -> {
                wire.response().getHeaders().put(HttpHeader.ALLOW, String.join(", ", allowed));
                refuse(wire, keyed(wire, ProblemCatalog.wrongMethod(method, allowed)));
                yield UNMATCHED;
            }
            case Router.Match.NoRoute() when isBrowserAtRoot(request) -> {
                wire.response().getHeaders().put(HttpHeader.LOCATION, DOCUMENTATION);
                exchange(wire, null, Map.of(), null).answer(302);
                yield UNMATCHED;
            }
            case Router.Match.NoRoute() -> {
                refuse(wire, keyed(wire, ProblemCatalog.noRoute()));
                yield UNMATCHED;
            }
        };
    }

    /// Whether a person looks what there is, who can read a page; programs are told where to look instead.
    private static boolean isBrowserAtRoot(Request request) {
        return request.getMethod().equals("GET") && request.getHttpURI().getPath().equals("/")
                && request.getHeaders().getCSV(HttpHeader.ACCEPT, false).stream()
                        .anyMatch(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"));
    }

    /// Callers without a key do not learn which paths there are.
    private ProblemDetails keyed(HttpExchange.RawRequest wire, ProblemDetails otherwise) {
        Refusal unknown = checkKey(wire.request());
        return unknown == null ? otherwise : ProblemCatalog.of(unknown);
    }

    private @Nullable Refusal checkKey(Request request) {
        return keys.check(ApiKeyChecker.shown(request.getHeaders()), Request.getRemoteAddr(request));
    }

    private void enter(HttpExchange.RawRequest wire, Route route, Map<String, String> values) {
        Refusal unknown = route.entry().open() ? null : checkKey(wire.request());
        if (unknown != null) {
            exchange(wire, route, values, null).refuse(ProblemCatalog.of(unknown));
            return;
        }
        if (!route.entry().counted()) {
            run(exchange(wire, route, values, null), route);
            return;
        }
        try (RateLimiter.Permit permit = limiter.enter()) {
            run(exchange(wire, route, values, permit), route);
        } catch (RefusedException tooMany) {
            exchange(wire, route, values, null).refuse(ProblemCatalog.of(tooMany.refusal()));
        }
    }

    private void run(HttpExchange exchange, Route route) {
        Scheduler.Task timeout = route.entry().timed()
                ? getServer().getScheduler().schedule(() -> exchange.refuse(ProblemCatalog.noAnswerInTime()),
                        exchange.timeout().toMillis(), TimeUnit.MILLISECONDS)
                : () -> true;
        try {
            route.handler().handle(exchange);
            if (!exchange.isAnswered()) {
                throw new IllegalStateException("the handler of " + route.path() + " did not answer");
            }
        } catch (RefusedException refused) {
            exchange.refuse(ProblemCatalog.of(refused.refusal()));
        } catch (ProblemDetails.Thrown refused) {
            exchange.refuse(refused.problem());
        } catch (IOException gone) {
            log.debug("request {}: the caller is gone", exchange.id(), gone);
            exchange.abandon(gone);
        } catch (RuntimeException | Error bug) {
            log.error("request {} failed at {}", exchange.id(), route.path(), bug);
            exchange.refuse(ProblemCatalog.bug(exchange.id()));
        } finally {
            timeout.cancel();
            exchange.unwatch();
            exchange.release();
            finish(exchange.stream());
        }
    }

    private void finish(@Nullable SseStream stream) {
        if (stream != null) {
            streams.remove(stream);
            stream.complete();
        }
    }

    private HttpExchange exchange(HttpExchange.RawRequest wire, @Nullable Route route, Map<String, String> values,
            RateLimiter.@Nullable Permit permit) {
        return new HttpExchange(wire, route == null ? NO_ROUTE : route, values, context, permit);
    }

    private void refuse(HttpExchange.RawRequest wire, ProblemDetails problem) {
        exchange(wire, null, Map.of(), null).refuse(problem);
    }

    private void observe(HttpExchange.RawRequest wire, String route, Duration took) {
        String sent = wire.request().getMethod();
        String method = METHODS.contains(sent) ? sent : "other";
        int status = wire.response().getStatus();
        log.debug("{} {} {} in {} ms, request {}", method, route, status, took.toMillis(), wire.id());
        observer.observed(method, route, status, took);
    }

}
