package dev.mimo.mcp.http;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.server.McpSession;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A session of the stateful era in memory: the engine's side of it, and its streams. Small while nothing is streamed.
final class HttpSession {
    /// The channel for what belongs to no request.
    static final int UNASKED = 0;
    private static final int CHANNELS_MAX = 64;

    private final String id;
    private final String caller;
    private final SessionIdCipher.Opened said;
    private final McpSession engine;
    /// Tells events of this life of the session from those of an earlier one, before a restart.
    private final String life = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    // the rest is guarded by this
    private Instant lastUsed;
    private int lastChannel = UNASKED;
    private @Nullable Map<Integer, ReplayChannel> channels;
    private McpSession.@Nullable Attachment attachment;

    HttpSession(String id, String caller, SessionIdCipher.Opened said, McpSession engine, Instant now) {
        this.id = id;
        this.caller = caller;
        this.said = said;
        this.engine = engine;
        this.lastUsed = now;
    }

    String id() {
        return id;
    }

    boolean isOf(String someone) {
        return caller.equals(someone);
    }

    SessionIdCipher.Opened said() {
        return said;
    }

    McpSession engine() {
        return engine;
    }

    Revision revision() {
        return said.handshake().revision();
    }

    synchronized void used(Instant now) {
        lastUsed = now;
    }

    /// Whether nothing happened in it since then, and nothing does.
    boolean isIdleSince(Instant then) {
        synchronized (this) {
            if (!lastUsed.isBefore(then)) {
                return false;
            }
        }
        return !isBusy();
    }

    /// Whether a request or a stream is open.
    boolean isBusy() {
        ReplayChannel unasked = channel(UNASKED);
        return engine.isBusy() || (unasked != null && unasked.isRead());
    }

    /// A channel for a request; absent when there are too many already.
    synchronized @Nullable ReplayChannel open(int keptBytesMax) {
        Map<Integer, ReplayChannel> all = all();
        if (all.size() >= CHANNELS_MAX && !all.values().removeIf(ReplayChannel::isEnded)) {
            return null;
        }
        ReplayChannel channel = new ReplayChannel(++lastChannel, keptBytesMax);
        all.put(channel.number(), channel);
        return channel;
    }

    /// The channel for what belongs to no request.
    ReplayChannel unasked(int keptBytesMax, MessageCodec codec) {
        ReplayChannel channel;
        synchronized (this) {
            ReplayChannel known = all().get(UNASKED);
            if (known != null) {
                return known;
            }
            channel = new ReplayChannel(UNASKED, keptBytesMax);
            all().put(UNASKED, channel);
        }
        McpSession.Attachment attached = engine.attach(message -> channel.post(text(codec, message)));
        synchronized (this) {
            attachment = attached;
        }
        return channel;
    }

    /// The channel of that number; absent when there is none, or none any more.
    synchronized @Nullable ReplayChannel channel(int number) {
        return channels == null ? null : channels.get(number);
    }

    synchronized void forget(ReplayChannel channel) {
        if (channels != null) {
            channels.remove(channel.number(), channel);
        }
    }

    /// The id of an event, which only this session understands.
    String eventId(ReplayChannel channel, long event) {
        return life + "-" + channel.number() + "-" + event;
    }

    /// Where to go on, by the id of the last event that the client has.
    ///
    /// @param eventId absent when it has none
    Place place(@Nullable String eventId) {
        String[] parts = eventId == null ? new String[0] : eventId.split("-", 4);
        if (parts.length != 3) {
            return Place.NEXT;
        }
        try {
            int channel = Integer.parseInt(parts[1]);
            long event = Long.parseLong(parts[2]);
            if (parts[0].equals(life)) {
                return new Place(channel, event);
            }
            // the streams of an earlier life are lost, except the one that is never complete
            return channel == UNASKED ? Place.NEXT : Place.LOST;
        } catch (NumberFormatException _) {
            return Place.NEXT;
        }
    }

    /// A channel's number, and the last event of it that the client has.
    ///
    /// @param event negative for the last one that was sent
    record Place(int channel, long event) {
        private static final Place NEXT = new Place(UNASKED, -1);
        private static final Place LOST = new Place(-1, -1);
    }

    /// Ends everything that goes on in it.
    void close() {
        McpSession.Attachment attached;
        Map<Integer, ReplayChannel> open;
        synchronized (this) {
            attached = attachment;
            open = channels == null ? Map.of() : Map.copyOf(channels);
        }
        if (attached != null) {
            attached.close();
        }
        engine.close();
        open.values().forEach(ReplayChannel::end);
    }

    private Map<Integer, ReplayChannel> all() {
        if (channels == null) {
            channels = new HashMap<>();
        }
        return channels;
    }

    static String text(MessageCodec codec, Message message) {
        return new String(codec.encode(message), StandardCharsets.UTF_8);
    }
}
