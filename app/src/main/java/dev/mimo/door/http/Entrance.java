package dev.mimo.door.http;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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

/// What every request passes, in this order: host and origin, CORS, the route, the key, the turnstile, the
/// handler. Whatever goes wrong on the way becomes a problem here, and nowhere else.
final class Entrance extends org.eclipse.jetty.server.Handler.Abstract {
    private static final Logger log = LoggerFactory.getLogger(Entrance.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String UNMATCHED = "unmatched";
    private static final Route NO_ROUTE = Route.mount("/", _ -> {});

    private final Exchange.House house;
    private final Router router;
    private final HostCheck hosts;
    private final Keys keys;
    private final Turnstile turnstile;
    private final RequestObserver observer;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final GoneWatch watch = new GoneWatch();

    Entrance(HttpSettings settings, Router router, HostCheck hosts, RequestObserver observer) {
        this.router = router;
        this.hosts = hosts;
        this.keys = new Keys(settings.keys());
        this.turnstile = new Turnstile(settings.limits(), System::nanoTime);
        this.observer = observer;
        this.house = new Exchange.House(settings.limits(), streams::add, watch);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        look();
    }

    private void look() {
        watch.look();
        getServer().getScheduler().schedule(this::look, GoneWatch.EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean handle(Request request, Response response, Callback done) {
        long start = System.nanoTime();
        Exchange.Wire wire = new Exchange.Wire(AnswerHeaders.newRequestId(), request, response, done);
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
        streams.forEach(EventStream::close);
    }

    /// @return the template of the route, for those who count
    private String admit(Exchange.Wire wire) {
        Request request = wire.request();
        List<String> origins = request.getHeaders().getValuesList("Origin");
        Refusal foreign = hosts.check(request.getHeaders().getValuesList("Host"), origins);
        if (foreign != null) {
            refuse(wire, Problems.of(foreign));
            return UNMATCHED;
        }
        if (!origins.isEmpty()) {
            AnswerHeaders.allowOrigin(wire.response().getHeaders(), origins.getFirst());
        }
        try {
            return route(wire);
        } catch (RefusedException malformed) {
            refuse(wire, Problems.of(malformed.refusal()));
            return UNMATCHED;
        }
    }

    private String route(Exchange.Wire wire) {
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
                refuse(wire, keyed(wire, Problems.wrongMethod(method, allowed)));
                yield UNMATCHED;
            }
            case Router.Match.NoRoute() -> {
                refuse(wire, keyed(wire, Problems.noRoute()));
                yield UNMATCHED;
            }
        };
    }

    /// Callers without a key do not learn which paths there are.
    private Problem keyed(Exchange.Wire wire, Problem otherwise) {
        Refusal unknown = keys.check(wire.request().getHeaders().get(HttpHeader.AUTHORIZATION));
        return unknown == null ? otherwise : Problems.of(unknown);
    }

    private void enter(Exchange.Wire wire, Route route, Map<String, String> values) {
        Refusal unknown = route.entry().open()
                ? null
                : keys.check(wire.request().getHeaders().get(HttpHeader.AUTHORIZATION));
        if (unknown != null) {
            refuse(wire, Problems.of(unknown));
            return;
        }
        if (!route.entry().counted()) {
            run(exchange(wire, route, values, null), route);
            return;
        }
        try (Turnstile.Place place = turnstile.enter()) {
            run(exchange(wire, route, values, place), route);
        }
    }

    private void run(Exchange exchange, Route route) {
        Scheduler.Task timeout = getServer().getScheduler().schedule(
                () -> exchange.refuse(Problems.noAnswerInTime()),
                exchange.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            route.handler().handle(exchange);
            if (!exchange.isAnswered()) {
                throw new IllegalStateException("the handler of " + route.path() + " did not answer");
            }
        } catch (RefusedException refused) {
            exchange.refuse(Problems.of(refused.refusal()));
        } catch (Problem.Thrown refused) {
            exchange.refuse(refused.problem());
        } catch (IOException gone) {
            log.debug("request {}: the caller is gone", exchange.id(), gone);
            exchange.abandon(gone);
        } catch (RuntimeException | Error bug) {
            log.error("request {} failed at {}", exchange.id(), route.path(), bug);
            exchange.refuse(Problems.bug(exchange.id()));
        } finally {
            timeout.cancel();
            exchange.unwatch();
            finish(exchange.stream());
        }
    }

    private void finish(@Nullable EventStream stream) {
        if (stream != null) {
            streams.remove(stream);
            stream.complete();
        }
    }

    private Exchange exchange(Exchange.Wire wire, @Nullable Route route, Map<String, String> values,
            Turnstile.@Nullable Place place) {
        return new Exchange(wire, route == null ? NO_ROUTE : route, values, house, place);
    }

    private void refuse(Exchange.Wire wire, Problem problem) {
        exchange(wire, null, Map.of(), null).refuse(problem);
    }

    private void observe(Exchange.Wire wire, String route, Duration took) {
        String sent = wire.request().getMethod();
        String method = METHODS.contains(sent) ? sent : "other";
        int status = wire.response().getStatus();
        log.debug("{} {} {} in {} ms, request {}", method, route, status, took.toMillis(), wire.id());
        observer.observed(method, route, status, took);
    }

}
