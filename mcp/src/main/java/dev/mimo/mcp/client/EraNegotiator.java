package dev.mimo.mcp.client;

import dev.mimo.json.Json;
import dev.mimo.mcp.McpMethods;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.mcp.client.transport.McpClientException.Broken;
import dev.mimo.mcp.client.transport.McpClientException.Closed;
import dev.mimo.mcp.client.transport.McpClientException.Lost;
import dev.mimo.mcp.client.transport.McpClientException.Refused;
import dev.mimo.mcp.client.transport.McpClientException.Rejected;
import dev.mimo.mcp.client.transport.McpClientException.SessionGone;
import dev.mimo.mcp.client.transport.McpClientException.TimedOut;
import dev.mimo.mcp.client.transport.McpClientException.Unauthorized;
import dev.mimo.mcp.client.transport.Transport;
import dev.mimo.mcp.client.use.CallOptions;
import dev.mimo.mcp.client.use.ClientProfile;
import dev.mimo.mcp.client.use.ClientSettings;
import dev.mimo.mcp.client.use.ServerFacts;
import dev.mimo.mcp.codec.FieldReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Opens a link and finds out which era and revision the server speaks.
///
/// A server is asked in the newest words first. What shows the stateless era is a description of itself, or one of the
/// errors that only that era has; any other answer shows the stateful one. Silence and faults show nothing over HTTP;
/// on streams they do, because servers of the stateful era may die of a request that comes before their handshake, and
/// then the process is started anew.
///
/// A server that takes no handshake where it was sent may be one of the oldest, which listen elsewhere: the transport
/// knows whether there is such a way.
final class EraNegotiator {
    private static final Logger LOG = LoggerFactory.getLogger(EraNegotiator.class);
    private static final Revision NEWEST = List.of(Revision.values()).getLast();

    private final Transport transport;
    private final ClientProfile profile;
    private final ClientSettings settings;
    private final RequestSender sender;
    private final Supplier<ServerMessageRouter> dispatchers;

    /// What the first answer shows.
    private sealed interface Shown {}

    /// @param told absent when the server cannot describe itself
    private record Stateless(Revision revision, @Nullable ObjectNode told) implements Shown {}

    /// @param fresh whether the connection is of no use any more
    private record Stateful(boolean fresh) implements Shown {}

    /// @param dispatchers makes one for each connection
    EraNegotiator(Transport transport, ClientProfile profile, ClientSettings settings, RequestSender sender,
            Supplier<ServerMessageRouter> dispatchers) {
        this.transport = transport;
        this.profile = profile;
        this.settings = settings;
        this.sender = sender;
        this.dispatchers = dispatchers;
    }

    /// @param known what the last connection to this server spoke; absent at first
    /// @throws McpClientException when the server cannot be reached or understood
    NegotiatedConnection establish(@Nullable Revision known) throws InterruptedException {
        return switch (settings.era()) {
            case STATEFUL -> closing(open(Revision.NEWEST_STATEFUL), this::shakeHands);
            case STATELESS -> closing(open(NEWEST), this::describe);
            // the dear part of finding out is not done twice; over HTTP it costs one request
            case AUTO -> known != null && !known.isStateless() && transport.kind() == Transport.Kind.STREAMS
                    ? closing(open(Revision.NEWEST_STATEFUL), this::shakeHands)
                    : closing(open(NEWEST), this::findOut);
        };
    }

    private Opened open(Revision revision) {
        return open(transport, revision);
    }

    private Opened open(Transport way, Revision revision) {
        ServerMessageRouter dispatcher = dispatchers.get();
        NegotiatedConnection link = new NegotiatedConnection(way.open(dispatcher), way.kind(), revision);
        dispatcher.bind(link.connection());
        dispatcher.stateless(revision.isStateless());
        return new Opened(link, dispatcher);
    }

    private record Opened(NegotiatedConnection link, ServerMessageRouter dispatcher) {
        void speak(Revision revision) {
            link.speak(revision);
            dispatcher.stateless(revision.isStateless());
        }
    }

    @FunctionalInterface
    private interface Step {
        NegotiatedConnection take(Opened opened) throws InterruptedException;
    }

    /// Leaves nothing open when it fails.
    private static NegotiatedConnection closing(Opened opened, Step step) throws InterruptedException {
        boolean done = false;
        try {
            NegotiatedConnection link = step.take(opened);
            done = link == opened.link();
            return link;
        } finally {
            if (!done) {
                opened.link().connection().close();
            }
        }
    }

    private NegotiatedConnection findOut(Opened opened) throws InterruptedException {
        Shown shown;
        try {
            shown = shownBy(discover(opened, transport.kind() == Transport.Kind.STREAMS
                    ? settings.probe()
                    : settings.handshake()));
        } catch (McpClientException e) {
            shown = shownBy(e);
        }
        return switch (shown) {
            case Stateless(Revision revision, ObjectNode told) -> settle(opened, revision, told);
            case Stateful(boolean fresh) -> fresh
                    ? closing(open(Revision.NEWEST_STATEFUL), this::shakeHands)
                    : shakeHandsAfterProbe(opened);
        };
    }

    /// A server on streams may answer the probe, and end all the same.
    private NegotiatedConnection shakeHandsAfterProbe(Opened opened) throws InterruptedException {
        opened.speak(Revision.NEWEST_STATEFUL);
        try {
            return shakeHands(opened);
        } catch (McpClientException e) {
            if (transport.kind() == Transport.Kind.STREAMS && e.reason() instanceof Lost) {
                return closing(open(Revision.NEWEST_STATEFUL), this::shakeHands);
            }
            throw e;
        }
    }

    /// Asks the server for its description, once more when it names a revision that both speak.
    private ObjectNode discover(Opened opened, Duration limit) throws InterruptedException {
        CallOptions options = CallOptions.within(limit);
        try {
            return sender.send(opened.link(), McpMethods.DISCOVER, RequestParams.EMPTY, options, Map.of());
        } catch (McpClientException e) {
            Revision common = commonStateless(e);
            if (common == null) {
                throw e;
            }
            opened.speak(common);
            return sender.send(opened.link(), McpMethods.DISCOVER, RequestParams.EMPTY, options, Map.of());
        }
    }

    /// The newest stateless revision that both speak, when the server says that it does not speak the one it was asked
    /// in; absent otherwise. It may be that very one: some servers name it all the same.
    static @Nullable Revision commonStateless(McpClientException e) {
        boolean unsupported = e.reason() instanceof Refused(RpcError error, var _)
                && error.code() == RpcError.UNSUPPORTED_PROTOCOL_VERSION;
        return unsupported ? newestOf(supported((Refused) e.reason()), true) : null;
    }

    private static List<String> supported(Refused refused) {
        return refused.error().data() == null
                ? List.of()
                : new FieldReader(refused.error().data(), "error").texts("supported");
    }

    private static @Nullable Revision newestOf(List<String> dates, boolean stateless) {
        for (String date : Revision.dates()) {
            Revision revision = Revision.of(date);
            if (revision != null && revision.isStateless() == stateless && dates.contains(date)) {
                return revision;
            }
        }
        return null;
    }

    private Shown shownBy(ObjectNode told) {
        if (!told.path("supportedVersions").isArray()) {
            return new Stateful(false);
        }
        return shownBy(new FieldReader(told, "description").texts("supportedVersions"), told);
    }

    private Shown shownBy(List<String> supported, @Nullable ObjectNode told) {
        Revision common = newestOf(supported, true);
        if (common != null && told != null) {
            return new Stateless(common, told);
        }
        if (newestOf(supported, false) != null) {
            return new Stateful(false);
        }
        throw McpClientException.broken("The server speaks " + supported + ", this client "
                + Revision.dates() + ": there is nothing in common.");
    }

    private Shown shownBy(McpClientException e) {
        boolean streams = transport.kind() == Transport.Kind.STREAMS;
        return switch (e.reason()) {
            case Refused refused -> shownBy(refused, e);
            case Rejected _,Broken _,SessionGone _ -> new Stateful(false);
            case TimedOut _,Lost _ -> {
                if (!streams) {
                    throw e;
                }
                yield new Stateful(true);
            }
            case Unauthorized _,Closed _ -> throw e;
        };
    }

    private Shown shownBy(Refused refused, McpClientException e) {
        int status = refused.httpStatus() == null ? 0 : refused.httpStatus();
        if (status >= 500) {
            throw e;
        }
        return switch (refused.error().code()) {
            case RpcError.HEADER_MISMATCH, RpcError.MISSING_CAPABILITY -> throw e;
            case RpcError.UNSUPPORTED_PROTOCOL_VERSION -> {
                List<String> supported = supported(refused);
                if (newestOf(supported, true) != null) {
                    // said twice of a revision that it names itself
                    throw e;
                }
                yield supported.isEmpty() ? new Stateful(false) : shownBy(supported, null);
            }
            case RpcError.METHOD_NOT_FOUND -> status == 404
                    ? new Stateless(NEWEST, null)
                    : new Stateful(false);
            default -> new Stateful(false);
        };
    }

    /// For a server that is known to be of the stateless era; it need not be able to describe itself.
    private NegotiatedConnection describe(Opened opened) throws InterruptedException {
        ObjectNode told = null;
        try {
            told = discover(opened, settings.handshake());
        } catch (McpClientException e) {
            boolean tolerable = e.reason() instanceof Refused(RpcError error, var _)
                    && error.code() != RpcError.UNSUPPORTED_PROTOCOL_VERSION;
            if (!tolerable) {
                throw e;
            }
        }
        return settle(opened, opened.link().revision(), told);
    }

    private static NegotiatedConnection settle(Opened opened, Revision revision, @Nullable ObjectNode told) {
        opened.speak(revision);
        ObjectNode given = told == null ? RequestParams.EMPTY : told;
        ObjectNode meta = new FieldReader(given, "description").objectOrEmpty(MetaKeys.META);
        List<String> supported = new FieldReader(given, "description").texts("supportedVersions");
        opened.link().settle(ServerFacts.of(revision, supported.isEmpty() ? List.of(revision.date()) : supported,
                given,
                meta.hasNonNull(MetaKeys.SERVER_INFO) ? meta.path(MetaKeys.SERVER_INFO) : given.path("serverInfo")));
        return opened.link();
    }

    /// Over the way that the oldest revision had, where the server takes no handshake on this one.
    private NegotiatedConnection shakeHands(Opened opened) throws InterruptedException {
        try {
            return shaken(opened);
        } catch (McpClientException e) {
            Transport older = isDeclined(e.reason()) ? transport.older() : null;
            if (older == null) {
                throw e;
            }
            Opened another;
            try {
                another = open(older, Revision.NEWEST_STATEFUL);
            } catch (McpClientException other) {
                if (other.reason() instanceof Broken) {
                    throw other;
                }
                LOG.debug("a server that declined the handshake does not speak the older way: {}", other.getMessage());
                throw e;
            }
            return closing(another, this::shaken);
        }
    }

    private static boolean isDeclined(McpClientException.Reason reason) {
        int status = 0;
        if (reason instanceof Rejected(int rejected)) {
            status = rejected;
        } else if (reason instanceof Refused(RpcError _, Integer refused) && refused != null) {
            status = refused;
        }
        return status == 400 || status == 404 || status == 405;
    }

    private NegotiatedConnection shaken(Opened opened) throws InterruptedException {
        NegotiatedConnection link = opened.link();
        ObjectNode params = Json.object().put("protocolVersion", Revision.NEWEST_STATEFUL.date());
        params.set("capabilities", profile.capabilities(false));
        params.set("clientInfo", profile.info());
        ObjectNode told = sender.send(link, McpMethods.INITIALIZE, params, CallOptions.within(settings.handshake()),
                Map.of());
        String date = AnswerReader.read(new FieldReader(told, "handshake")::text, "protocolVersion");
        Revision agreed = Revision.of(date);
        if (agreed == null || agreed.isStateless()) {
            throw McpClientException.broken("The server speaks " + date + ", this client " + Revision.dates()
                    + ": there is nothing in common.");
        }
        opened.speak(agreed);
        link.connection().agreed(agreed);
        link.connection().tell(RequestParams.notification(McpMethods.INITIALIZED));
        link.connection().hear();
        link.settle(ServerFacts.of(agreed, List.of(date), told, told.path("serverInfo")));
        return link;
    }
}
