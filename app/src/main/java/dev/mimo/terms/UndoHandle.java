package dev.mimo.terms;

import java.security.SecureRandom;
import java.util.Base64;

/// The token that reverses one write, once. Unguessable, and valid only in the namespace it was given for.
///
/// @param value `u_` and 22 characters of base 64 (128 random bits) when made here; opaque otherwise
public record UndoHandle(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public static UndoHandle create() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return new UndoHandle("u_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    @Override
    public String toString() {
        return value;
    }
}
