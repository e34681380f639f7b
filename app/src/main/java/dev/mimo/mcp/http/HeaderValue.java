package dev.mimo.mcp.http;

import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.RpcException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The value of a header that mirrors a part of the message: as it is, or in Base64 where a header cannot hold it.
final class HeaderValue {
    private static final String ENCODED_BEGIN = "=?base64?";
    private static final String ENCODED_END = "?=";

    private HeaderValue() {}

    /// The value without the blanks around it, decoded.
    ///
    /// @throws RpcException when the header is missing, or is not what it claims to be
    static String of(HttpCall call, String header) {
        String value = plain(call, header);
        if (value == null) {
            throw missing(header);
        }
        return decoded(header, value);
    }

    /// The value without the blanks around it; absent when there is none.
    static @Nullable String plain(HttpCall call, String header) {
        String value = call.header(header);
        return value == null ? null : value.strip();
    }

    private static String decoded(String header, String value) {
        int end = value.length() - ENCODED_END.length();
        if (!value.startsWith(ENCODED_BEGIN) || !value.endsWith(ENCODED_END) || end < ENCODED_BEGIN.length()) {
            return value;
        }
        String inner = value.substring(ENCODED_BEGIN.length(), end);
        try {
            byte[] bytes = Base64.getDecoder().decode(inner);
            // Java forgives missing padding, which would give one value two encodings
            if (Base64.getEncoder().encodeToString(bytes).equals(inner)) {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            }
        } catch (IllegalArgumentException | CharacterCodingException _) {
            // said below
        }
        throw mismatch("the header " + header + " is not the Base64 of UTF-8 that it claims to be.");
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
