package dev.mimo.door.mcp;

import dev.mimo.door.http.HttpExchange;
import dev.mimo.door.http.Route;
import dev.mimo.door.http.Route.RouteHandler;
import dev.mimo.mcp.http.EventSink;
import dev.mimo.mcp.http.HttpCall;
import dev.mimo.mcp.http.McpHttp;
import dev.mimo.mcp.http.ServerBusyException;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// MCP over Streamable HTTP, mounted on the one listener.
public final class McpRoute {
    private McpRoute() {}

    /// One route a method, so that the listener answers the others, and browsers that ask first.
    public static List<Route> at(String path, McpHttp mcp) {
        RouteHandler handler = exchange -> handle(mcp, exchange);
        return List.of(Route.of("POST", path, handler), Route.of("GET", path, handler).on(Route.Entry.STREAM),
                Route.of("DELETE", path, handler));
    }

    private static void handle(McpHttp mcp, HttpExchange exchange) throws IOException {
        try {
            mcp.handle(new Call(exchange));
        } catch (ServerBusyException busy) {
            throw new RefusedException(new Refusal.TooBusy(Objects.requireNonNull(busy.getMessage()),
                    "Wait for the time in Retry-After, then try again.", busy.retryAfter()));
        }
    }

    /// One exchange, as the protocol's engine wants it.
    private record Call(HttpExchange exchange) implements HttpCall {
        @Override
        public String method() {
            return exchange.method();
        }

        @Override
        public @Nullable String header(String name) {
            return exchange.header(name);
        }

        @Override
        public String caller() {
            return exchange.caller();
        }

        @Override
        public byte @Nullable [] body(int bytesMax) throws IOException {
            return exchange.bodyUpTo(bytesMax);
        }

        @Override
        public void respond(int status, Map<String, String> headers, byte[] body) {
            headers.forEach(exchange::set);
            if (body.length == 0) {
                exchange.answer(status);
            } else {
                exchange.answer(status, headers.getOrDefault("Content-Type", "application/json"), body);
            }
        }

        @Override
        public EventSink stream(Map<String, String> headers) {
            headers.forEach(exchange::set);
            try {
                return new Events(exchange.events());
            } catch (RefusedException e) {
                if (e.refusal() instanceof Refusal.TooBusy busy) {
                    throw new ServerBusyException(busy.detail(), busy.retryAfter());
                }
                throw e;
            }
        }

        @Override
        public void onGone(Runnable listener) {
            exchange.onGone(listener);
        }
    }

    private record Events(dev.mimo.door.http.SseStream events) implements EventSink {
        @Override
        public void send(@Nullable String id, String data) throws IOException {
            events.send(null, id, data);
        }

        @Override
        public void prime(String id, Duration pause) throws IOException {
            events.prime(id, pause);
        }

        @Override
        public void keepAlive() throws IOException {
            events.comment("");
        }

        @Override
        public void onEnd(Runnable task) {
            events.onEnd(task);
        }

        @Override
        public void close() {
            events.close();
        }
    }
}
