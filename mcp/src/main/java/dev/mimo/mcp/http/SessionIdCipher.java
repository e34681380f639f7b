package dev.mimo.mcp.http;

import dev.mimo.mcp.Revision;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes and reads the ids of sessions. An id holds, sealed, all that is needed to go on with a session that is not in
/// memory any more: nobody can make one, read one, or use one that another caller was given.
final class SessionIdCipher {
    private static final byte FORM = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    /// Form, revision, seconds of the beginning, capabilities.
    private static final int PLAIN_BYTES = 1 + Integer.BYTES + Long.BYTES + 1;
    private static final int SEALED_BYTES = NONCE_BYTES + PLAIN_BYTES + TAG_BITS / 8;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    SessionIdCipher(byte[] key) {
        if (key.length != SessionStore.KEY_BYTES) {
            throw new IllegalArgumentException(
                    "the key of the sessions must have " + SessionStore.KEY_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /// What an id says.
    ///
    /// @param serial of this session alone
    record Opened(String serial, Revision revision, ObjectNode capabilities, Instant begun) {}

    /// A new id in visible ASCII.
    String seal(Revision revision, JsonNode capabilities, String caller, Instant begun) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        ByteBuffer plain = ByteBuffer.allocate(PLAIN_BYTES).put(FORM)
                .putInt(Integer.parseInt(revision.date().replace("-", "")))
                .putLong(begun.getEpochSecond()).put(CapabilityBits.bits(capabilities));
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, caller).doFinal(plain.array());
            byte[] id = ByteBuffer.allocate(SEALED_BYTES).put(nonce).put(sealed).array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES with GCM", e);
        }
    }

    /// Absent when the id is not one of ours, or not this caller's.
    @Nullable
    Opened open(String id, String caller) {
        byte[] sealed = decoded(id);
        if (sealed.length != SEALED_BYTES) {
            return null;
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        try {
            ByteBuffer plain = ByteBuffer.wrap(cipher(Cipher.DECRYPT_MODE, nonce, caller)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
            return plain.get() == FORM ? read(HexFormat.of().formatHex(nonce), plain) : null;
        } catch (GeneralSecurityException _) {
            return null;
        }
    }

    private static @Nullable Opened read(String serial, ByteBuffer plain) {
        String digits = Integer.toString(plain.getInt());
        Revision revision = Revision.of(digits.substring(0, 4) + "-" + digits.substring(4, 6) + "-"
                + digits.substring(6));
        Instant begun = Instant.ofEpochSecond(plain.getLong());
        ObjectNode capabilities = CapabilityBits.of(plain.get());
        return revision == null ? null : new Opened(serial, revision, capabilities, begun);
    }

    private Cipher cipher(int mode, byte[] nonce, String caller) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(caller.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] decoded(String id) {
        try {
            return id.length() > 2 * SEALED_BYTES ? new byte[0] : Base64.getUrlDecoder().decode(id);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
