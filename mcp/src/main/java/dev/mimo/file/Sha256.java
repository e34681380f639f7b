package dev.mimo.file;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The digest that things are told apart by.
public final class Sha256 {
    private Sha256() {}

    /// A digest to be fed part by part.
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// @return 32 bytes
    public static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }

    /// How a digest is written where somebody may wonder which: `sha256:` and hexadecimal.
    public static String label(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(of(bytes));
    }

    /// What only one who has the key can say of the text: its HMAC (RFC 2104).
    ///
    /// @return 32 bytes
    public static byte[] keyed(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", e);
        }
    }

    /// Of the text in UTF-8.
    public static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}
