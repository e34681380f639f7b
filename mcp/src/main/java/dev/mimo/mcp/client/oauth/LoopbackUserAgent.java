package dev.mimo.mcp.client.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mimo.mcp.client.oauth.web.SsrfPolicy;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The user's own browser, which comes back to a port of 127.0.0.1 that listens for this one redirect only.
public final class LoopbackUserAgent implements UserAgent {
    private static final String PATH = "/callback";
    private static final int WAITING_MAX = 16;
    private static final String BACK = """
            <!doctype html><meta charset="utf-8"><title>Mimo</title>
            <p>Thank you. You may close this page and go back.</p>
            """;

    private final Consumer<URI> show;

    /// @param show opens the address, or tells the user to; returns at once
    public LoopbackUserAgent(Consumer<URI> show) {
        this.show = show;
    }

    @Override
    public Visit prepare(@Nullable URI preferred) throws IOException {
        if (preferred != null && !SsrfPolicy.isLoopback(preferred)) {
            throw new IOException("only redirects to this machine can be received, not to " + preferred);
        }
        String wanted = preferred == null ? null : preferred.getRawPath();
        String path = wanted == null || wanted.isEmpty() ? PATH : wanted;
        int port = preferred == null ? 0 : Math.max(0, preferred.getPort());
        HttpServer server;
        try {
            server = listen(port);
        } catch (BindException _) {
            server = listen(0);
        }
        // the name is kept: servers compare it, and localhost may be what they know
        String host = preferred == null || preferred.getHost() == null ? "127.0.0.1" : preferred.getHost();
        return new LoopbackVisit(server, URI.create("http://" + host + ":" + server.getAddress().getPort() + path));
    }

    private static HttpServer listen(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), port),
                WAITING_MAX);
    }

    private final class LoopbackVisit implements Visit {
        private final HttpServer server;
        private final URI redirect;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final BlockingQueue<URI> back = new ArrayBlockingQueue<>(1);

        LoopbackVisit(HttpServer server, URI redirect) {
            this.server = server;
            this.redirect = redirect;
            server.setExecutor(threads);
        }

        @Override
        public URI redirect() {
            return redirect;
        }

        @Override
        public @Nullable URI carry(URI authorization, Duration limit) throws InterruptedException {
            String state = Objects.requireNonNull(AuthorizationResponse.parameters(authorization).get("state"));
            server.createContext("/", exchange -> receive(exchange, state));
            server.start();
            show.accept(authorization);
            return back.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        /// Any page may send a browser here, so what does not carry the state is not the redirect, and ends nothing.
        private void receive(HttpExchange exchange, String state) throws IOException {
            try (exchange) {
                URI got = exchange.getRequestURI();
                boolean ours =
                        exchange.getRequestMethod().equals("GET")
                                && Objects.equals(redirect.getRawPath(), got.getRawPath())
                                && Objects.equals(redirect.getRawAuthority(),
                                        exchange.getRequestHeaders().getFirst("Host"))
                                && state.equals(AuthorizationResponse.parameters(got).get("state"));
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.getResponseHeaders().set("Cache-Control", "no-store");
                exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
                byte[] page = ours ? BACK.getBytes(StandardCharsets.UTF_8) : new byte[0];
                exchange.sendResponseHeaders(ours ? 200 : 404, page.length == 0 ? -1 : page.length);
                if (ours) {
                    exchange.getResponseBody().write(page);
                    // what waits for the redirect ends this server, and the page is to be there by then
                    exchange.getResponseBody().close();
                    back.offer(redirect.resolve(got.getRawPath() + "?" + got.getRawQuery()));
                }
            }
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
