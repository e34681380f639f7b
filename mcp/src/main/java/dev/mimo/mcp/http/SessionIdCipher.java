package dev.mimo.mcp.http;

import dev.mimo.file.TokenCipher;
import dev.mimo.mcp.Revision;
import dev.mimo.mcp.model.InputKind;
import dev.mimo.mcp.server.McpSession;
import dev.mimo.mcp.server.input.ClientCapabilities;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes and reads the ids of sessions. An id holds, sealed, all that is needed to go on with a session that is not in
/// memory any more: nobody can make one, read one, or use one that another caller was given.
final class SessionIdCipher {
    /// Raised whenever what follows it changes.
    private static final byte FORM = 2;
    /// The place of each kind's bit.
    private static final List<InputKind> KINDS = List.of(InputKind.FORM, InputKind.VISIT, InputKind.SAMPLE,
            InputKind.SAMPLE_WITH_TOOLS, InputKind.ROOTS);
    /// Form, revision, seconds of the beginning, capabilities.
    private static final int PLAIN_BYTES = 1 + Integer.BYTES + Long.BYTES + 1;
    private static final int ID_CHARS = TokenCipher.length(PLAIN_BYTES);
    /// The part of an id that no two share.
    private static final int SERIAL_CHARS = 16;

    private final TokenCipher cipher;

    /// @param key of `SessionStore.KEY_BYTES`
    SessionIdCipher(byte[] key) {
        this.cipher = new TokenCipher(key);
    }

    /// What an id says.
    ///
    /// @param serial of this session alone
    record Opened(String serial, McpSession.Handshake handshake, Instant begun) {}

    /// A new id in visible ASCII.
    String seal(McpSession.Handshake handshake, String caller, Instant begun) {
        ByteBuffer plain = ByteBuffer.allocate(PLAIN_BYTES).put(FORM)
                .putInt(Integer.parseInt(handshake.revision().date().replace("-", "")))
                .putLong(begun.getEpochSecond()).put(bits(handshake.client().asks()));
        return cipher.seal(plain.array(), caller.getBytes(StandardCharsets.UTF_8));
    }

    /// Absent when the id is not one of ours, or not this caller's.
    @Nullable
    Opened open(String id, String caller) {
        byte[] plain = id.length() == ID_CHARS ? cipher.open(id, caller.getBytes(StandardCharsets.UTF_8)) : null;
        return plain == null || plain[0] != FORM
                ? null
                : read(id.substring(0, SERIAL_CHARS), ByteBuffer.wrap(plain).position(1));
    }

    private static @Nullable Opened read(String serial, ByteBuffer plain) {
        String digits = Integer.toString(plain.getInt());
        Revision revision = Revision.of(digits.substring(0, 4) + "-" + digits.substring(4, 6) + "-"
                + digits.substring(6));
        Instant begun = Instant.ofEpochSecond(plain.getLong());
        ClientCapabilities client = new ClientCapabilities(kinds(plain.get()), false);
        return revision == null ? null : new Opened(serial, new McpSession.Handshake(revision, client), begun);
    }

    private static byte bits(Set<InputKind> kinds) {
        return (byte) kinds.stream().mapToInt(kind -> 1 << KINDS.indexOf(kind)).sum();
    }

    private static Set<InputKind> kinds(byte bits) {
        return BitSet.valueOf(new byte[]{bits}).stream().mapToObj(KINDS::get).collect(Collectors.toSet());
    }
}
