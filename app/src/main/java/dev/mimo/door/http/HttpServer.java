package dev.mimo.door.http;

import dev.mimo.door.http.limit.ConnectionReaper;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The listener. Open from construction to `close`, which waits for the requests under way.
public final class HttpServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    /// Jetty's own threads: one selects, the others hand requests to virtual threads.
    private static final int THREADS = 8;

    private final Server server;
    private final ServerConnector connector;
    private final RequestPipeline pipeline;
    private final String host;

    private HttpServer(HttpSettings settings, InetAddress address, List<Route> routes, RequestObserver observer) {
        host = settings.host();
        // Jetty's default queue starts the JVM's management server to learn the size of a cache line. Jetty asks
        // for a queue without a bound; the limit on connections bounds what can be in it.
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1, 60_000, new LinkedBlockingQueue<>());
        threads.setName("http");
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-request-"));
        server = new Server(threads);
        server.setStopTimeout(settings.limits().drainTimeout().toMillis());
        server.setErrorHandler(new WireErrors());
        connector = new ServerConnector(server, null, null, null, 0, 1,
                new HttpConnectionFactory(configuration(settings.limits())));
        connector.setHost(address.getHostAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.limits().idleTimeout().toMillis());
        connector.setAcceptQueueSize(settings.limits().connectionsMax());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.limits().connectionsMax(), connector));
        ConnectionReaper reaper = new ConnectionReaper(settings.limits().connectionsMax(),
                settings.limits().headerTimeout());
        connector.addBean(reaper);
        pipeline = new RequestPipeline(settings, new Router(routes), new HostCheck(settings, address), reaper,
                observer);
        server.setHandler(new GracefulHandler(pipeline));
    }

    /// Listens, and answers from now on.
    ///
    /// @throws RefusedException `Invalid` when other machines could reach it and no key is set, or the host is
    ///     unknown; `Conflict` when the port is taken
    public static HttpServer open(HttpSettings settings, List<Route> routes, RequestObserver observer) {
        InetAddress address = resolve(settings.host());
        if (!address.isLoopbackAddress() && settings.keys().isEmpty()) {
            throw Refusal.invalid("host", "is " + settings.host() + ", which other machines reach, and no key is set",
                    "Set a key (http.keys), or listen on 127.0.0.1.");
        }
        HttpServer opened = new HttpServer(settings, address, routes, observer);
        opened.start(settings.port());
        return opened;
    }

    /// Where callers on this machine reach it, such as `http://127.0.0.1:4000`.
    public URI address() {
        String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create("http://" + name + ":" + port());
    }

    /// Where programs on this machine reach it, also when it listens on every address.
    public URI localAddress() {
        return isAny(host) ? URI.create("http://127.0.0.1:" + port()) : address();
    }

    private static boolean isAny(String host) {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    }

    public int port() {
        return connector.getLocalPort();
    }

    /// Takes no further requests, ends event streams, and waits for the rest as long as the settings say.
    @Override
    public void close() {
        pipeline.closeStreams();
        try {
            server.stop();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Exception unfinished) {
            log.warn("some requests were cut off when the server stopped: {}", unfinished.getMessage());
        }
    }

    private void start(int port) {
        try {
            server.start();
        } catch (Exception failed) {
            close();
            throw explain(failed, port);
        }
    }

    private RuntimeException explain(Throwable failed, int port) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new RefusedException(new Refusal.Conflict(
                        "Mimo cannot listen on " + host + ":" + port + ": " + cause.getMessage() + ".",
                        "Stop the program that listens there, or choose another port."));
            }
        }
        return failed instanceof RuntimeException known ? known : new IllegalStateException(failed);
    }

    private static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw Refusal.invalid("host", "is " + host + ", which is no address of this machine",
                    "Listen on 127.0.0.1, or on an address of this machine.");
        }
    }

    private static HttpConfiguration configuration(HttpLimits limits) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(limits.headerBytesMax());
        configuration.setHttpCompliance(HttpCompliance.RFC9110);
        // no route has an empty segment, and two slashes are better answered with what there is than as bad HTTP
        configuration.setUriCompliance(UriCompliance.DEFAULT.with("mimo",
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
        return configuration;
    }
}
