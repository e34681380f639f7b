package dev.mimo.mcp.client.oauth;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A private key that a client proves itself with.
///
/// @param algorithm as JOSE names it: `ES256`, `RS256`, …
/// @param keyId that the authorization server knows the public half by; absent when it has only one
public record SigningKey(PrivateKey key, String algorithm, @Nullable String keyId) {

    /// Reads a PKCS #8 key.
    ///
    /// @throws IllegalArgumentException when it is none, or not for the algorithm
    public static SigningKey ofPem(String pem, String algorithm) {
        String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            KeyFactory keys = KeyFactory.getInstance(algorithm.startsWith("ES") ? "EC" : "RSA");
            return new SigningKey(keys.generatePrivate(new PKCS8EncodedKeySpec(encoded)), algorithm, null);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // the cause might quote the key
            throw new IllegalArgumentException("not a PKCS #8 private key for " + algorithm);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + algorithm + "]";
    }
}
