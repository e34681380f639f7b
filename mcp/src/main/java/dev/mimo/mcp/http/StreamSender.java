package dev.mimo.mcp.http;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Sends what a channel says to one client, until there is nothing more or the client is gone.
///
/// @param session whose client can resume the stream; absent when it cannot
record StreamSender(ReplayChannel channel, ReplayChannel.Reader reader, EventSink stream,
        @Nullable HttpSession session) {
    /// Blocks until the stream is over.
    ///
    /// @param prime how long a client is to wait before it resumes, said before all else; absent says nothing
    /// @return whether all was sent; false when the client is gone
    boolean run(@Nullable Duration prime, Duration keepAlive) {
        stream.onEnd(reader::stop);
        try (stream) {
            if (session != null && prime != null) {
                stream.prime(session.eventId(channel, reader.position()), prime);
            }
            while (true) {
                switch (reader.next(keepAlive)) {
                    case ReplayChannel.Event event -> {
                        stream.send(session == null ? null : session.eventId(channel, event.number()), event.text());
                        reader.sent(event);
                    }
                    case ReplayChannel.Pause() -> stream.keepAlive();
                    case ReplayChannel.End() -> {
                        return reader.isAtEnd();
                    }
                }
            }
        } catch (IOException gone) {
            return false;
        } finally {
            reader.stop();
        }
    }
}
