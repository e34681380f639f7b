package dev.mimo.mcp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Why a request failed, as the protocol says it.
///
/// @param message one sentence, for people
/// @param data what a program can use; its shape depends on the code
public record RpcError(int code, String message, @Nullable JsonNode data) {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    /// A bug, and nothing else.
    public static final int INTERNAL_ERROR = -32603;
    /// In the stateful era, from the range that the protocol left to servers then.
    public static final int UNKNOWN_SESSION = -32001;
    /// In the stateful era; the stateless one says invalid params.
    public static final int RESOURCE_NOT_FOUND = -32002;
    /// The HTTP headers contradict the message.
    public static final int HEADER_MISMATCH = -32020;
    /// The client did not declare what the request needs of it; `data.requiredCapabilities` says what.
    public static final int MISSING_CAPABILITY = -32021;
    public static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;
    /// It is not done just now, as when as much is under way as may be; from the range that JSON-RPC leaves to servers.
    public static final int SERVER_ERROR = -32000;
    private static final int MESSAGE_CHARS_MAX = 1_000;

    /// A message may quote what was sent.
    public RpcError {
        message = shortened(message);
    }

    /// What was sent, as it may be quoted: no longer than a sentence for people, and without a NUL, which many readers
    /// of JSON, ours included, decline.
    public static String shortened(String sent) {
        String plain = sent.replace('\0', '·');
        if (plain.length() <= MESSAGE_CHARS_MAX) {
            return plain;
        }
        int end = MESSAGE_CHARS_MAX - (Character.isHighSurrogate(plain.charAt(MESSAGE_CHARS_MAX - 1)) ? 1 : 0);
        return plain.substring(0, end) + "…";
    }

    public static RpcError of(int code, String message) {
        return new RpcError(code, message, null);
    }
}
