package dev.mimo.mcp.http;

import dev.mimo.mcp.HeaderEncoding;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import org.jspecify.annotations.Nullable;

/// The value of a header that mirrors a part of the message: as it is, or in Base64 where a header cannot hold it.
final class HeaderValue {
    private HeaderValue() {}

    /// The value without the blanks around it, decoded.
    ///
    /// @throws RpcException when the header is missing, or is not what it claims to be
    static String of(HttpCall call, String header) {
        String value = plain(call, header);
        if (value == null) {
            throw missing(header);
        }
        String text = HeaderEncoding.read(value);
        if (text == null) {
            throw mismatch("the header " + header + " is not the Base64 of UTF-8 that it claims to be.");
        }
        return text;
    }

    /// The value without the blanks around it; absent when there is none.
    static @Nullable String plain(HttpCall call, String header) {
        String value = call.header(header);
        return value == null ? null : value.strip();
    }

    static RpcException missing(String header) {
        return mismatch("the header " + header + " is missing.");
    }

    static RpcException differs(String header, String value, String inMessage) {
        return mismatch("the header " + header + " says '" + shown(value) + "', the message says '"
                + shown(inMessage) + "'.");
    }

    static RpcException mismatch(String what) {
        return new RpcException(RpcError.of(RpcError.HEADER_MISMATCH, "Header mismatch: " + what));
    }

    private static String shown(String value) {
        return value.length() > 200 ? value.substring(0, 200) + "…" : value;
    }
}
