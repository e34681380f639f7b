package dev.mimo.door.mcp;

import dev.mimo.door.http.Exchange;
import dev.mimo.door.http.Route;
import dev.mimo.mcp.http.EventStream;
import dev.mimo.mcp.http.HttpCall;
import dev.mimo.mcp.http.McpHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// MCP over Streamable HTTP, mounted on the one listener.
public final class McpRoute {
    private McpRoute() {}

    public static Route at(String path, McpHttp mcp) {
        return Route.mount(path, exchange -> mcp.handle(new Call(exchange)));
    }

    /// One exchange, as the protocol's engine wants it.
    private static final class Call implements HttpCall {
        private final Exchange exchange;
        private final AtomicReference<@Nullable Runnable> gone = new AtomicReference<>();

        Call(Exchange exchange) {
            this.exchange = exchange;
        }

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
        public InputStream body() throws IOException {
            return new ByteArrayInputStream(exchange.body());
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
        public EventStream stream() {
            dev.mimo.door.http.EventStream events = exchange.events();
            Runnable listener = gone.get();
            if (listener != null) {
                events.onEnd(listener);
            }
            return new Events(events);
        }

        /// Noticed where a stream is open; an answer in one piece is short.
        @Override
        public void onGone(Runnable listener) {
            gone.set(listener);
        }
    }

    private record Events(dev.mimo.door.http.EventStream events) implements EventStream {
        @Override
        public void send(String data) throws IOException {
            events.send(null, null, data);
        }

        @Override
        public void close() {
            events.close();
        }
    }
}
