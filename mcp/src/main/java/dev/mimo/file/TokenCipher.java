package dev.mimo.file;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Hands out data for keeping, as text that its keeper can neither read nor change: AES-256-GCM, in Base64 for URLs.
/// What a token belongs to is authenticated with it, so that it opens for nothing else. Safe for many threads.
public final class TokenCipher {
    public static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    public TokenCipher(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of tokens has " + KEY_BYTES + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /// With a key that nobody else has: its tokens open for as long as this object lives.
    public static TokenCipher ofNewKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new TokenCipher(key);
    }

    /// @param context what the token belongs to
    /// @return visible ASCII, another one each time
    public String seal(byte[] plain, byte[] context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plain);
            return TO_TEXT.encodeToString(ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed)
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES with GCM", e);
        }
    }

    /// Absent when the token was not made with this key for this context.
    public byte @Nullable [] open(String token, byte[] context) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            // the decoder passes over unused bits, which would give one token several spellings
            if (bytes.length <= NONCE_BYTES || !TO_TEXT.encodeToString(bytes).equals(token)) {
                return null;
            }
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES), context)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
        } catch (IllegalArgumentException | GeneralSecurityException _) {
            return null;
        }
    }

    /// How long the token of so many bytes is.
    public static int length(int plainBytes) {
        return ((NONCE_BYTES + plainBytes + TAG_BITS / 8) * 8 + 5) / 6;
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
