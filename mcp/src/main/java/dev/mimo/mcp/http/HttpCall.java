package dev.mimo.mcp.http;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One HTTP request and the way to answer it, as the mounting server hands it over. Either `respond` or `stream` is
/// called, once, by the thread that runs `McpHttp.handle` or by one that works for it; `handle` does not return before
/// the answer is complete.
public interface HttpCall {
    /// In upper case.
    String method();

    /// The first value of a header, whatever the case of its name; absent when there is none.
    @Nullable
    String header(String name);

    /// Who calls, in words that stay the same for the same key; empty when there are no keys. Sessions are bound to it.
    String caller();

    /// The whole body, read once.
    ///
    /// @return absent when it is longer; the rest is then not read
    byte @Nullable [] body(int bytesMax) throws IOException;

    /// Answers in one piece.
    ///
    /// @param body empty for none; `headers` then has no `Content-Type`
    void respond(int status, Map<String, String> headers, byte[] body) throws IOException;

    /// Answers with status 200 and a `text/event-stream`, with `X-Accel-Buffering: no` so that no proxy holds it back.
    /// Returns at once.
    ///
    /// @param headers further ones of the answer
    /// @throws ServerBusyException when as many streams are open as may be; `respond` is still possible
    EventSink stream(Map<String, String> headers);

    /// Asks to be told, at most once and from any thread, when the client goes away before it has its answer. The
    /// listener returns at once. Called after the body was read; a server that cannot notice need not.
    void onGone(Runnable listener);
}
